// The gradient of −log p of the character that came, at every tensor of the step that a Reading has just made. Keys and
// values of earlier characters count as given: what the step reads, not how it came about.
import { EACH } from "../../rnn/text_explorer/gpt_parameters.js";
import { gelu, geluBack, norm, normBack } from "../../rnn/text_explorer/gpt_parts.js";
import { turn } from "../../rnn/text_explorer/rotary.js";

// The same names as in reading.all; `products`: of each matrix the gradient by what comes out, and what went in, whose
// products are the gradients of its weights; `gains`: those of the norms.
export function backward(reading, target) {
  const { all, parameters, D } = reading;
  const grads = { blocks: [], products: {}, gains: {} };
  const gradX = new Float64Array(D); // of the residual stream
  const through = (name, grad, x) => {
    grads.products[name] = [grad, x];
    return acrossBack(parameters[name], grad, x.length);
  };
  const throughNorm = (name, grad, x) => {
    const [gain, scales] = [parameters[name], [0]];
    const [normed, plain] = [new Float64Array(D), new Float64Array(D)];
    norm(normed, plain, scales, x, gain);
    grads.gains[name] = new Float64Array(D);
    normBack(gradX, grads.gains[name], grad, plain, scales, gain);
  };
  grads.chances = Float64Array.from(all.chances, (p, k) => (k === target ? -1 / p : 0));
  grads.logits = Float64Array.from(all.chances, (p, k) => (k === target ? p - 1 : p));
  grads.norm = through("head.weight", grads.logits, all.norm);
  throughNorm("norm.weight", grads.norm, all.blocks.at(-1).after);
  for (let i = reading.blocks - 1; i >= 0; i -= 1) {
    const part = (name) => `blocks.${i}.${name}.weight`;
    const its = all.blocks[i];
    const one = { after: gradX.slice(), down: gradX.slice() };
    one.gelu = through(part("down"), one.down, its.gelu);
    one.up = throughGelu(one.gelu, its.up);
    one.norm2 = through(part("up"), one.up, its.norm2);
    throughNorm(part("norm2"), one.norm2, its.middle);
    Object.assign(one, { middle: gradX.slice(), out: gradX.slice() });
    one.mixed = through(part("out"), one.out, its.mixed);
    Object.assign(one, attendBack(one.mixed, its, reading));
    one.norm1 = through(part("qkv"), Float64Array.of(...one.q, ...one.k, ...one.v), its.norm1);
    throughNorm(part("norm1"), one.norm1, its.before);
    grads.blocks.unshift({ ...one, before: gradX.slice() });
  }
  grads.embedding = gradX;
  return grads;
}

// W'g, for a matrix with so many columns
function acrossBack(W, grad, columns) {
  const out = new Float64Array(columns);
  for (let row = 0, at = 0; row < grad.length; row += 1)
    for (let k = 0; k < columns; k += 1, at += 1) out[k] += W[at] * grad[row];
  return out;
}

function throughGelu(grad, up) {
  const [out, bent] = [grad.slice(), new Float64Array(grad.length)];
  gelu(new Float64Array(grad.length), bent, up);
  geluBack(out, bent, up);
  return out;
}

// From the gradient by the mix: those by weights, scores, keys and values, and by what this character asks and offers.
function attendBack(gradMixed, its, { all: { seen }, D, heads, turns, count }) {
  const out = { weights: new Float64Array(heads * seen), scores: new Float64Array(heads * seen) };
  Object.assign(out, { keys: new Float64Array(seen * D), values: new Float64Array(seen * D) });
  out.turnedQ = new Float64Array(D);
  const scale = 1 / Math.sqrt(EACH);
  for (let head = 0; head < heads; head += 1) {
    const [from, row] = [head * EACH, head * seen];
    let mean = 0;
    for (let t = 0; t < seen; t += 1) {
      const w = its.weights[row + t];
      for (let k = from, at = t * D + from; k < from + EACH; k += 1, at += 1) {
        out.weights[row + t] += gradMixed[k] * its.values[at];
        out.values[at] = gradMixed[k] * w;
      }
      mean += w * out.weights[row + t];
    }
    for (let t = 0; t < seen; t += 1) {
      const grad = its.weights[row + t] * (out.weights[row + t] - mean);
      out.scores[row + t] = grad;
      for (let k = from, at = t * D + from; k < from + EACH; k += 1, at += 1) {
        out.turnedQ[k] += scale * grad * its.keys[at];
        out.keys[at] = scale * grad * its.turnedQ[k];
      }
    }
  }
  out.turnedK = out.keys.slice(-D); // this character stands last
  out.v = out.values.slice(-D);
  [out.q, out.k] = [out.turnedQ, out.turnedK].map((grad) => back(grad.slice(), heads, turns, count - 1));
  return out;
}

function back(grad, heads, turns, place) {
  turn(grad, 0, heads, turns, place, -1);
  return grad;
}

// The gradient of a matrix that gave rows of gradient `grad` from x, row by row.
export function outer([grad, x]) {
  const out = new Float64Array(grad.length * x.length);
  for (let row = 0, at = 0; row < grad.length; row += 1)
    for (let k = 0; k < x.length; k += 1, at += 1) out[at] = grad[row] * x[k];
  return out;
}
