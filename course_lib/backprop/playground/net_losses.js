// Losses over a batch, averaged as torch averages them. Outputs and targets are (n, width), row by row.

import { binaryCrossEntropyWithLogits, binaryCrossEntropyWithLogitsGrad } from "../../losses/logits.js";
import { LOSSES } from "../../losses/regression.js";

const residual = ({ value, grad }) => ({
  value: (out, y, o) => value(out - y, o),
  grad: (out, y, o) => grad(out - y, o),
});

// Of one output and one target; the mean is over all n · width of them.
const ELEMENTWISE = {
  mse: residual(LOSSES.mse),
  l1: residual(LOSSES.l1),
  huber: residual(LOSSES.huber),
  hinge: { value: (s, y) => Math.max(0, 1 - y * s), grad: (s, y) => (y * s <= 1 ? -y : 0) },
  binary_cross_entropy_with_logits: {
    value: binaryCrossEntropyWithLogits,
    grad: binaryCrossEntropyWithLogitsGrad,
  },
};

// All names; the last three are for classes only. `cross_entropy` takes a row of logits through softmax.
// `delta` in the options belongs to huber.
export const NET_LOSSES = [...Object.keys(ELEMENTWISE), "cross_entropy"];

// How many outputs the network needs: nClasses = 0 for regression. Two classes need one score, save for softmax.
export const outputWidth = (name, nClasses) =>
  nClasses > 2 || (nClasses && name === "cross_entropy") ? nClasses : 1;

// Targets (n, width) for numbers or class numbers: values as they are; one-hot rows for both cross-entropies;
// ±1 for scores.
export function encodeTargets(name, y, nClasses) {
  if (!nClasses) return Float64Array.from(y);
  const width = outputWidth(name, nClasses);
  const no = name.includes("cross_entropy") ? 0 : -1;
  return Float64Array.from({ length: y.length * width }, (_, k) => {
    const wanted = width === 1 ? 1 : k % width;
    return y[Math.floor(k / width)] === wanted ? 1 : no;
  });
}

// Class that row r of the outputs names: the largest score, or the sign of a single one.
export function predictedClass(outputs, r, width) {
  if (width === 1) return outputs[r] > 0 ? 1 : 0;
  let best = 0;
  for (let c = 1; c < width; c += 1) if (outputs[r * width + c] > outputs[r * width + best]) best = c;
  return best;
}

export function netLoss(name, outputs, targets, n, width, options = { delta: 1 }) {
  if (name === "cross_entropy") return crossEntropyRows(outputs, targets, n, width, null);
  const { value } = ELEMENTWISE[name];
  let total = 0;
  for (let k = 0; k < n * width; k += 1) total += value(outputs[k], targets[k], options);
  return total / (n * width);
}

// Writes ∂L/∂output into grad.
export function netLossGrad(name, outputs, targets, n, width, grad, options = { delta: 1 }) {
  if (name === "cross_entropy") return crossEntropyRows(outputs, targets, n, width, grad);
  const slope = ELEMENTWISE[name].grad;
  for (let k = 0; k < n * width; k += 1) grad[k] = slope(outputs[k], targets[k], options) / (n * width);
}

// − Σ y log softmax(z), mean over rows; with grad, writes (p − y) / n
function crossEntropyRows(z, y, n, width, grad) {
  let total = 0;
  for (let row = 0; row < n * width; row += width) {
    let top = z[row];
    for (let c = 1; c < width; c += 1) top = Math.max(top, z[row + c]);
    let sum = 0;
    for (let c = 0; c < width; c += 1) sum += Math.exp(z[row + c] - top);
    const logSum = Math.log(sum);
    for (let c = row; c < row + width; c += 1) {
      total -= y[c] * (z[c] - top - logSum);
      if (grad) grad[c] = (Math.exp(z[c] - top) / sum - y[c]) / n;
    }
  }
  return total / n;
}
