// A small GPT: blocks of causal attention and a bend, each after a norm and added to what it got; positions are rotary. It
// reads n texts side by side, a window of T characters at a time, each window from nothing. Rows: time first, as CharModel's.
import { attend, attendBack } from "./attention.js";
import { crossEntropy, crossEntropyGrad, judged } from "./cross_entropy.js";
import { EACH, gptShapes, initializeGpt } from "./gpt_parameters.js";
import { addProduct, matrix, transposed, whole } from "./matrix.js";
import { learned, named, sizeOf } from "./parameters.js";
import { turns } from "./rotary.js";

// How many numbers each room holds; of the rooms of a block there are as many as blocks.
function sizesOf({ vocabSize: V, hiddenSize: D, blocks, n, T }, total) {
  const M = n * T;
  const normed = { plain: M * D, scales: M, normed: M * D };
  const wide = { qkv: 3 * M * D, weights: (M * T * D) / EACH, mixed: M * D, up: 4 * M * D, bent: 4 * M * D };
  const halves = Object.entries(normed).flatMap(([name, size]) => [1, 2].map((half) => [name + half, size]));
  const block = [...halves, ...Object.entries({ ...wide, act: 4 * M * D })];
  const all = Array.from({ length: blocks }, (_, i) => block.map(([name, size]) => [`${name}.${i}`, size]));
  return {
    ...{ ...learned(total), ...judged(M), seen: M, ...Object.fromEntries(all.flat()), ...normed },
    ...{ x: M * D, logits: M * whole(V), gradX: M * D, gradA: M * D, gradUp: 4 * M * D, gradQkv: 3 * M * D },
    ...{ cos: (T * EACH) / 2, sin: (T * EACH) / 2, largest1: T, totals1: T },
    ...{ scores: T * T, panel: T * EACH, packed: Math.max(4 * D * D, 4 * M * D, D * whole(V)) },
  };
}

// settings: { vocabSize, hiddenSize, blocks, n, T, seed }; engine and fields as CharModel's.
export class GPT {
  constructor(settings, engine) {
    const { vocabSize: V, hiddenSize: D, n, T, blocks } = settings;
    if (T % 8) throw new RangeError(`the window of a GPT is a multiple of 8, got ${T}`);
    this.settings = settings;
    this.shapes = gptShapes(settings);
    const { rooms, ...work } = engine(sizesOf(settings, sizeOf(this.shapes)));
    Object.assign(this, { work, rooms, V, D, n, T, blocks, M: n * T, heads: D / EACH });
    Object.assign(this, { params: rooms.params, grads: rooms.grads, states: [] });
    this.parameters = named(rooms.params, this.shapes);
    this.gradients = named(rooms.grads, this.shapes);
    const { cos, sin } = turns(T, EACH / 2);
    rooms.cos.set(cos);
    rooms.sin.set(sin);
    this.logits = matrix(rooms.logits, n * T, V, whole(V));
    this.all = Array.from({ length: blocks }, (_, i) => [...this.each(i)]); // heads, block by block
    initializeGpt(rooms.params, this.shapes, settings);
  }

  // ids (T · n), time first. Returns logits (T · n, V), as a matrix.
  forward(ids) {
    const { rooms, parameters, D, blocks, work } = this;
    rooms.seen.set(ids);
    work.lookUp(rooms.x, parameters["embedding.weight"], rooms.seen, D);
    for (let i = 0; i < blocks; i += 1) {
      const its = (name) => rooms[`${name}.${i}`];
      const part = (name) => `blocks.${i}.${name}.weight`;
      this.norm(rooms.x, part("norm1"), its, 1);
      this.linear(its("qkv"), part("qkv"), its("normed1"), 0);
      this.turned(its("qkv"), 1);
      for (const head of this.all[i]) attend(head, work);
      this.linear(rooms.x, part("out"), its("mixed"));
      this.norm(rooms.x, part("norm2"), its, 2);
      this.linear(its("up"), part("up"), its("normed2"), 0);
      work.gelu(its("act"), its("bent"), its("up"));
      this.linear(rooms.x, part("down"), its("act"));
    }
    this.norm(rooms.x, "norm.weight", (name) => rooms[name], "");
    this.linear(rooms.logits, "head.weight", rooms.normed, 0);
    return this.logits;
  }

  // Mean cross-entropy in nats of the next characters, targets (T · n). The logits become probabilities.
  loss(targets) {
    return crossEntropy(this, targets);
  }

  // After forward and loss: fills `grads`.
  backward() {
    const { rooms, blocks, work } = this;
    const { gradX, gradUp, gradQkv } = rooms;
    crossEntropyGrad(this);
    rooms.grads.fill(0);
    gradX.fill(0);
    const throughNorm = (grad, weight, linear, its, half) => {
      this.linearBack(rooms.gradA, linear, grad, its(`normed${half}`));
      const [plain, scales] = [its(`plain${half}`), its(`scales${half}`)];
      work.normBack(gradX, this.gradients[weight], rooms.gradA, plain, scales, this.parameters[weight]);
    };
    throughNorm(rooms.logits, "norm.weight", "head.weight", (name) => rooms[name], "");
    for (let i = blocks - 1; i >= 0; i -= 1) {
      const its = (name) => rooms[`${name}.${i}`];
      const part = (name) => `blocks.${i}.${name}.weight`;
      this.linearBack(gradUp, part("down"), gradX, its("act"));
      work.geluBack(gradUp, its("bent"), its("up"));
      throughNorm(gradUp, part("norm2"), part("up"), its, 2);
      this.linearBack(rooms.gradA, part("out"), gradX, its("mixed"));
      for (const head of this.all[i]) attendBack(head, work);
      this.turned(gradQkv, -1);
      throughNorm(gradQkv, part("norm1"), part("qkv"), its, 1);
    }
    work.addAt(this.gradients["embedding.weight"], gradX, rooms.seen, this.D);
  }

  norm(x, weight, its, half) {
    this.work.norm(
      its(`normed${half}`),
      its(`plain${half}`),
      its(`scales${half}`),
      x,
      this.parameters[weight],
    );
  }

  // y = keep y + x W'
  linear(y, name, x, keep = 1) {
    const [rows, columns] = this.shapes[name];
    const weight = transposed(matrix(this.parameters[name], rows, columns));
    const right = this.work.pack(this.rooms.packed, weight);
    this.work.multiply(matrix(y, this.M, rows, whole(rows)), matrix(x, this.M, columns), right, keep);
  }

  // From the gradient by y to that by x; adds to that by W.
  linearBack(gradX, name, gradY, x) {
    const { rooms, M, work } = this;
    const [rows, columns] = this.shapes[name];
    const [grad, into] = [matrix(gradY, M, rows, whole(rows)), matrix(gradX, M, columns)];
    work.multiply(into, grad, work.pack(rooms.packed, matrix(this.parameters[name], rows, columns)), 0);
    const by = matrix(this.gradients[name], rows, columns);
    addProduct(work, by, grad, matrix(x, M, columns), rooms.packed);
  }

  // Queries and keys of all rows, or their gradients.
  turned(qkv, sign) {
    const { rooms, D, n, heads, work } = this;
    work.turnRows(qkv, rooms.cos, rooms.sin, n, 2 * heads, EACH / 2, 3 * D, sign);
  }

  // Each head of each text in block i, as attention.js takes it.
  *each(i) {
    const { rooms, n, T, D, heads } = this;
    const view = (room, wide, from) => matrix(room.subarray(from), T, EACH, n * wide);
    for (let text = 0, k = 0; text < n; text += 1)
      for (let head = 0; head < heads; head += 1, k += 1) {
        const from = 3 * D * text + EACH * head;
        const [query, key, value] = [0, D, 2 * D].map((d) => view(rooms[`qkv.${i}`], 3 * D, from + d));
        const grads = [0, D, 2 * D].map((d) => view(rooms.gradQkv, 3 * D, from + d));
        const [gradQuery, gradKey, gradValue] = grads;
        const out = view(rooms[`mixed.${i}`], D, D * text + EACH * head);
        const grad = view(rooms.gradA, D, D * text + EACH * head);
        const weights = rooms[`weights.${i}`].subarray(k * T * T, (k + 1) * T * T);
        const places = { query, key, value, out, weights, grad, gradQuery, gradKey, gradValue };
        const room = {
          scores: rooms.scores,
          room: rooms.panel,
          largest: rooms.largest1,
          totals: rooms.totals1,
        };
        yield { ...places, ...room };
      }
  }

  // Every window begins with nothing.
  carryOn() {}
  forget() {}

  // Multiply-adds of one window forward, in the products; of the attention the half that is needed.
  get multiplyAdds() {
    const { M, D, T, V, blocks } = this;
    return M * (blocks * (12 * D * D + (T + 1) * D) + D * V);
  }
}
