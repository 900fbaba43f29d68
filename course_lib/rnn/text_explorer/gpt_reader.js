// The GPT on one text, character by character. Keys and values of the last T characters lie in a ring: what has left the window
// is forgotten, and nothing is computed twice. Positions go on beyond T, since only distances count.
import { EACH, gptShapes } from "./gpt_parameters.js";
import { matrix, PANEL, transposed, whole } from "./matrix.js";
import { named, sizeOf } from "./parameters.js";
import { turn, turns } from "./rotary.js";

const ROWS = "embedding.weight"; // they are looked up

// The same calls as a CharModel of one text and one step: prepare(), forget(), read([id]), carryOn(). Its parameters are put in.
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
      ...{ scores: whole(T), largest: 1, totals: 1, logits: whole(V), rings: blocks * whole(T) * 2 * D },
    });
    Object.assign(this, { work, rooms, V, D, T, blocks, heads: D / EACH, params: rooms.params, count: 0 });
    this.matrices = matrices.map(([name]) => name);
    this.parameters = named(rooms.params, this.shapes);
    this.rings = Array.from({ length: blocks }, (_, i) => this.ringOf(i));
    this.turns = turns(T, EACH / 2);
    this.logits = matrix(rooms.logits, 1, V, whole(V));
  }

  // Keys and values of a block, head by head, as right factors, packed: a key is a column, a value a row; and the query, the
  // scores and the mix that belong to them.
  ringOf(block) {
    const { T, heads, rooms } = this;
    const size = EACH * whole(T);
    return Array.from({ length: heads }, (_, head) => {
      const part = (room, k, wide) => room.subarray(k * wide, (k + 1) * wide);
      const [query, key, value] = [0, 1, 2].map((k) => part(rooms.qkv, k * heads + head, EACH));
      const [keys, values] = [0, 1].map((k) => part(rooms.rings, 2 * (block * heads + head) + k, size));
      return {
        keys: { at: keys, rows: EACH, columns: 0 },
        values: { at: values, rows: whole(T), columns: EACH },
        ...{ key, value, query: matrix(query, 1, EACH) },
        scores: matrix(rooms.scores, 1, whole(T)),
        mixed: matrix(part(rooms.mixed, head, EACH), 1, EACH),
      };
    });
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
    if (count >= this.turns.cos.length / this.turns.half) this.turns = turns(2 * count, EACH / 2);
    rooms.x.set(parameters[ROWS].subarray(id * D, (id + 1) * D));
    for (let i = 0; i < this.blocks; i += 1) {
      const part = (name) => `blocks.${i}.${name}.weight`;
      this.norm(part("norm1"));
      this.linear(rooms.qkv.fill(0), part("qkv"), rooms.normed);
      turn(rooms.qkv, 0, 2 * heads, this.turns, count);
      for (const each of this.rings[i]) put(each, count % T);
      this.attend(this.rings[i], Math.min(count + 1, T));
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

  // ring: see ringOf; the first `seen` places are filled.
  attend(ring, seen) {
    for (const { query, keys, scores, values, mixed } of ring) {
      keys.columns = seen;
      this.work.multiply(scores, query, keys, 0);
      this.softmax(seen);
      this.work.multiply(mixed, scores, values, 0);
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
    this.rooms.rings.fill(0); // a chance of 0 does not help where a number is none
  }
}

// Where number k of a key, or of a value among so many rows, stands in a packed factor; see packing in matrix.js.
export const atKey = (place, k) => (place - (place % PANEL)) * EACH + k * PANEL + (place % PANEL);
export const atValue = (place, k, rows) => (k - (k % PANEL)) * rows + place * PANEL + (k % PANEL);

const put = ({ keys, values, key, value }, place) =>
  key.forEach((number, k) => {
    keys.at[atKey(place, k)] = number;
    values.at[atValue(place, k, values.rows)] = value[k];
  });
