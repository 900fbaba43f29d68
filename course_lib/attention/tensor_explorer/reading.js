// The GPT reads a text, and every tensor of its last step is kept: at this character, block by block.
import { EACH } from "../../rnn/text_explorer/gpt_parameters.js";
import { GPTReader } from "../../rnn/text_explorer/gpt_reader.js";
import { nextCharDistribution } from "../../rnn/text_explorer/sampling.js";

export class Reading extends GPTReader {
  constructor({ settings, weights }, engine) {
    super(settings, engine);
    this.params.set(weights);
    this.prepare();
    this.forget();
  }

  forget() {
    super.forget();
    this.all = null;
    // of each head of each block, what it has given so far to the character just before
    this.before = Array.from({ length: this.blocks }, () => new Float64Array(this.heads));
  }

  // The number of the next character; `all` holds what comes of it, by name.
  read([id]) {
    const { T, count } = this;
    const seen = Math.min(count + 1, T);
    // where in the ring they stand, the oldest first
    this.places = Array.from({ length: seen }, (_, k) => (count + 1 - seen + k) % T);
    this.all = { id, seen, blocks: [] };
    const { at } = super.read([id]);
    this.all.logits = at.slice(0, this.V);
    this.all.chances = nextCharDistribution(this.all.logits);
    return this.logits;
  }

  norm(weight) {
    super.norm(weight);
    const { rooms, all } = this;
    const [x, normed] = [rooms.x.slice(), rooms.normed.slice()];
    const part = weight.split(".").at(-2);
    const block = all.blocks.at(-1);
    if (part === "norm2") Object.assign(block, { middle: x, norm2: normed });
    else if (block) block.after = x;
    if (part === "norm1") all.blocks.push({ before: x, norm1: normed });
    if (part === "norm") Object.assign(all, { norm: normed, embedding: all.blocks[0].before });
  }

  linear(y, name, x) {
    const { rooms, all, D } = this;
    const part = name.split(".").at(-2);
    const block = all.blocks.at(-1);
    if (["out", "down"].includes(part)) {
      const added = rooms.qkv.subarray(0, D).fill(0);
      super.linear(added, name, x);
      for (let i = 0; i < D; i += 1) y[i] += added[i];
      block[part] = added.slice();
    } else super.linear(y, name, x);
    if (part === "qkv") Object.assign(block, thirds(y, D));
    if (part === "up") block.up = y.slice();
    if (part === "down") block.gelu = x.slice();
  }

  // As GPTReader's, head by head; keys and values are rows, a row a character.
  attend(ring, seen) {
    const { rooms, places, all, D, heads } = this;
    const { qkv, mixed, scores } = rooms;
    const [keys, values] = [0, D].map((from) => rowsOf(ring, places, 2 * D, from, D));
    const perHead = () => new scores.constructor(heads * seen);
    const block = { keys, values, scores: perHead(), weights: perHead() };
    mixed.fill(0);
    for (let head = 0; head < heads; head += 1) {
      for (let t = 0; t < seen; t += 1) {
        let sum = 0;
        for (let k = head * EACH, at = t * D + k, end = k + EACH; k < end; k += 1, at += 1)
          sum += qkv[k] * keys[at];
        scores[t] = sum;
        block.scores[head * seen + t] = sum / Math.sqrt(EACH);
      }
      this.softmax(seen);
      block.weights.set(scores.subarray(0, seen), head * seen);
      for (let t = 0; t < seen; t += 1)
        for (let k = head * EACH, at = t * D + k, end = k + EACH; k < end; k += 1, at += 1)
          mixed[k] += scores[t] * values[at];
      if (seen > 1) this.before[all.blocks.length - 1][head] += scores[seen - 2];
    }
    const turned = { turnedQ: qkv.slice(0, D), turnedK: qkv.slice(D, 2 * D) };
    Object.assign(all.blocks.at(-1), { ...turned, ...block, mixed: mixed.slice() });
  }
}

const thirds = (y, D) => ({ q: y.slice(0, D), k: y.slice(D, 2 * D), v: y.slice(2 * D) });

// Of rows of so many numbers those at `places`, of each D numbers from `from` on.
function rowsOf(rows, places, down, from, D) {
  const out = new rows.constructor(places.length * D);
  places.forEach((place, t) => {
    const start = place * down + from;
    out.set(rows.subarray(start, start + D), t * D);
  });
  return out;
}
