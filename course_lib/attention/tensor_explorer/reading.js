// The GPT reads a text, and every tensor of its last step is kept: at this character, block by block.
import { EACH } from "../../rnn/text_explorer/gpt_parameters.js";
import { atKey, atValue, GPTReader } from "../../rnn/text_explorer/gpt_reader.js";
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

  // The number of the next character; `all` holds what comes of it, by name. Without `keep` nothing is held, the numbers are
  // the same, and it takes half as long.
  read([id], keep = true) {
    const { T, count } = this;
    this.all = null;
    this.looked = 0; // heads, of all blocks
    this.last = (count + T - 1) % T; // where in the ring the character before stands
    if (!keep) return super.read([id]);
    const seen = Math.min(count + 1, T);
    // where in the ring they stand, the oldest first
    this.places = Array.from({ length: seen }, (_, k) => (count + 1 - seen + k) % T);
    this.all = { id, seen, blocks: [] };
    const { at } = super.read([id]);
    this.all.logits = at.slice(0, this.V);
    this.all.chances = nextCharDistribution(this.all.logits);
    return this.logits;
  }

  // All that it has in mind, to come back to.
  mark() {
    const { count, rooms, before } = this;
    return { count, rings: rooms.rings.slice(), before: structuredClone(before) };
  }

  recall({ count, rings, before }) {
    this.rooms.rings.set(rings);
    Object.assign(this, { count, all: null, before: structuredClone(before) });
  }

  norm(weight) {
    super.norm(weight);
    const { rooms, all } = this;
    if (!all) return;
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
    if (!all) return super.linear(y, name, x);
    const part = name.split(".").at(-2);
    const block = all.blocks.at(-1);
    if (["out", "down"].includes(part)) {
      const added = rooms.qkv.subarray(0, D).fill(0);
      super.linear(added, name, x);
      block[part] = added.slice();
    }
    super.linear(y, name, x);
    if (part === "qkv") Object.assign(block, thirds(y, D));
    if (part === "up") block.up = y.slice();
    if (part === "down") block.gelu = x.slice();
  }

  // What is kept has rows of characters, the oldest first, or of heads.
  attend(ring, seen) {
    const { rooms, places, all, D, heads } = this;
    if (!all) return super.attend(ring, seen);
    const { qkv, mixed, scores } = rooms;
    const block = all.blocks.at(-1);
    const table = (size) => new scores.constructor(size);
    Object.assign(block, { scores: table(heads * seen), weights: table(heads * seen) });
    Object.assign(block, { keys: table(seen * D), values: table(seen * D) });
    ring.forEach(({ keys, values }, head) => {
      places.forEach((place, t) => {
        for (let k = 0, at = t * D + head * EACH; k < EACH; k += 1, at += 1) {
          block.keys[at] = keys.at[atKey(place, k)];
          block.values[at] = values.at[atValue(place, k, values.rows)];
        }
      });
    });
    Object.assign(block, { turnedQ: qkv.slice(0, D), turnedK: qkv.slice(D, 2 * D) });
    super.attend(ring, seen);
    block.mixed = mixed.slice();
  }

  // Head by head, block by block; the scores stand as in the ring.
  softmax(seen) {
    const { all, places, heads, looked, last } = this;
    const { scores } = this.rooms;
    const [block, head] = [Math.floor(looked / heads), looked % heads];
    const keep = (name, scale) =>
      places.forEach((place, t) => {
        all.blocks[block][name][head * seen + t] = scores[place] * scale;
      });
    if (all) keep("scores", 1 / Math.sqrt(EACH));
    super.softmax(seen);
    if (all) keep("weights", 1);
    if (seen > 1) this.before[block][head] += scores[last];
    this.looked += 1;
  }
}

const thirds = (y, D) => ({ q: y.slice(0, D), k: y.slice(D, 2 * D), v: y.slice(2 * D) });
