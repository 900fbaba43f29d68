// The GPT on one text, character by character. Keys and values of the last T characters lie in a ring: what has left the window
// is forgotten, and nothing is computed twice. Positions go on beyond T, since only distances count.
import { EACH, gptShapes, initializeGpt } from "./gpt_parameters.js";
import { matrix, transposed, whole } from "./matrix.js";
import { named, sizeOf } from "./parameters.js";
import { turn, turns } from "./rotary.js";

const ROWS = "embedding.weight"; // they are looked up

// The same calls as a CharModel of one text and one step: prepare(), forget(), read([id]), carryOn().
export class GPTReader {
  constructor(settings, engine) {
    const { vocabSize: V, hiddenSize: D, blocks, T } = settings;
    this.shapes = gptShapes(settings);
    const matrices = Object.entries(this.shapes).filter(
      ([name, { length }]) => length === 2 && name !== ROWS,
    );
    const { rooms, ...work } = engine({
      params: sizeOf(this.shapes),
      ...Object.fromEntries(matrices.map(([name, [rows, columns]]) => [name, columns * whole(rows)])),
      ...{ x: D, normed: D, plain: D, scales: 1, qkv: 3 * D, mixed: D, up: 4 * D, bent: 4 * D, act: 4 * D },
      ...{ scores: whole(T), largest: 1, totals: 1, logits: whole(V), rings: blocks * T * 2 * D },
    });
    Object.assign(this, { work, rooms, V, D, T, blocks, heads: D / EACH, params: rooms.params, count: 0 });
    this.matrices = matrices.map(([name]) => name);
    this.parameters = named(rooms.params, this.shapes);
    this.turns = turns(T, EACH / 2);
    this.logits = matrix(rooms.logits, 1, V, whole(V));
    initializeGpt(rooms.params, this.shapes, settings);
  }

  // What depends on the weights alone: right factors.
  prepare() {
    const packed = (name) =>
      this.work.pack(this.rooms[name], transposed(matrix(this.parameters[name], ...this.shapes[name])));
    this.right = Object.fromEntries(this.matrices.map((name) => [name, packed(name)]));
  }

  // The number of the next character: logits of what comes after it, a matrix of one row.
  read([id]) {
    const { rooms, parameters, D, T, count, heads } = this;
    const rings = rooms.rings;
    if (count >= this.turns.cos.length / this.turns.half) this.turns = turns(2 * count, EACH / 2);
    rooms.x.set(parameters[ROWS].subarray(id * D, (id + 1) * D));
    for (let i = 0; i < this.blocks; i += 1) {
      const part = (name) => `blocks.${i}.${name}.weight`;
      this.norm(part("norm1"));
      this.linear(rooms.qkv.fill(0), part("qkv"), rooms.normed);
      turn(rooms.qkv, 0, 2 * heads, this.turns, count);
      rings.set(rooms.qkv.subarray(D), 2 * D * (i * T + (count % T)));
      this.attend(rings.subarray(2 * D * i * T, 2 * D * (i + 1) * T), Math.min(count + 1, T));
      this.linear(rooms.x, part("out"), rooms.mixed);
      this.norm(part("norm2"));
      this.linear(rooms.up.fill(0), part("up"), rooms.normed);
      this.work.gelu(rooms.act, rooms.bent, rooms.up);
      this.linear(rooms.x, part("down"), rooms.act);
    }
    this.norm("norm.weight");
    this.linear(rooms.logits.fill(0), "head.weight", rooms.normed);
    this.count += 1;
    return this.logits;
  }

  norm(weight) {
    const { normed, plain, scales, x } = this.rooms;
    this.work.norm(normed, plain, scales, x, this.parameters[weight]);
  }

  linear(y, name, x) {
    this.work.multiply(matrix(y, 1, y.length), matrix(x, 1, x.length), this.right[name]);
  }

  // ring: rows of a key and a value, of which the first `seen` are filled.
  attend(ring, seen) {
    const { rooms, D, heads } = this;
    const { qkv, mixed, scores } = rooms;
    mixed.fill(0);
    for (let from = 0; from < heads * EACH; from += EACH) {
      for (let t = 0; t < seen; t += 1) {
        let sum = 0;
        for (let k = from, at = 2 * D * t + from; k < from + EACH; k += 1, at += 1) sum += qkv[k] * ring[at];
        scores[t] = sum;
      }
      this.softmax(seen);
      for (let t = 0; t < seen; t += 1)
        for (let k = from, at = 2 * D * t + D + from; k < from + EACH; k += 1, at += 1)
          mixed[k] += scores[t] * ring[at];
    }
  }

  // Of the first scores; those that are left are 0 then.
  softmax(seen) {
    const { scores, largest, totals } = this.rooms;
    this.work.softmaxRows(scores, largest, totals, seen, 0, scores.length, 1 / Math.sqrt(EACH));
  }

  // The ring holds all that is carried on.
  carryOn() {}
  forget() {
    this.count = 0;
  }
}
