// CharRNN with one layer: it reads n texts side by side, a window of T characters at a time, and keeps its state from
// window to window. Forward, loss, and backward through time; the gradient stops where the window begins.
import { CELLS } from "./cells.js";
import { crossEntropy, crossEntropyGrad, judged } from "./cross_entropy.js";
import { tableBack, tableOf } from "./input_table.js";
import { addProduct, matrix, transposed, whole } from "./matrix.js";
import { initialize, learned, named, shapesOf, sizeOf } from "./parameters.js";

// How many numbers each room holds: W columns of logits with those that fill up a panel, G rows of the cell's weights.
function sizesOf({ vocabSize: V, hiddenSize: H, embeddingDim: D, n, T }, { gates, memory, twoSided }, total) {
  const [G, W, M] = [gates * H, whole(V), n * T];
  return {
    ...learned(total),
    ...judged(M),
    seen: M,
    table: V * G,
    gradTable: V * G,
    z: M * G,
    fromH: M * G,
    h: (T + 1) * n * H,
    gradH: (T + 1) * n * H,
    toX: M * G,
    logits: M * W,
    packedSteps: Math.max(H * whole(G), G * whole(H)), // W_hh for all steps, transposed on the way forward
    packed: Math.max(H * W, V * whole(H), M * whole(H), D * whole(G), G * whole(D), V * whole(D)),
    ...(twoSided && { toH: M * G }),
    ...(memory && { c: (T + 1) * n * H, tanhC: M * H, gradC: n * H }),
  };
}

// settings: { cell, vocabSize, hiddenSize, embeddingDim, n, T, seed }; engine: plain(Float64Array) or another. With
// params and grads, flat, and `parameters` and `gradients`, views into them by name.
export class CharModel {
  constructor(settings, engine) {
    const { cell, vocabSize: V, hiddenSize: H, n, T } = settings;
    this.settings = settings;
    this.cell = CELLS[cell];
    this.shapes = shapesOf(settings);
    const { rooms, ...work } = engine(sizesOf(settings, this.cell, sizeOf(this.shapes)));
    Object.assign(this, { work, n, T, H, V, G: this.cell.gates * H, W: whole(V), rooms });
    this.params = rooms.params;
    this.grads = rooms.grads;
    this.parameters = named(rooms.params, this.shapes);
    this.gradients = named(rooms.grads, this.shapes);
    for (const name of ["z", "fromH", "gradH", "toX", "toH", "tanhC", "h", "c"])
      this[name] = steps(this, name);
    this.toH ??= this.toX;
    this.gradC = rooms.gradC;
    this.states = [this.h[0], this.c?.[0]].filter(Boolean); // before a window
    this.logits = matrix(rooms.logits, n * T, V, this.W);
    this.outputs = matrix(rooms.h.subarray(n * H), n * T, H); // h after each step
    initialize(this.parameters, this.shapes, settings);
  }

  // What depends on the weights alone: the rows of the characters, both right factors.
  prepare() {
    const { H, G, V, rooms, parameters, work } = this;
    tableOf(this);
    this.carried = work.pack(rooms.packedSteps, transposed(matrix(parameters["rnn.weight_hh_l0"], G, H)));
    this.head = work.pack(rooms.packed, transposed(matrix(parameters["head.weight"], V, H)));
  }

  // ids (T · n), time first. Returns logits (T · n, V), as a matrix; `h` and `c` hold the states.
  forward(ids) {
    this.prepare();
    return this.read(ids);
  }

  // The same with weights that are prepared, and unchanged since.
  read(ids) {
    const { n, T, H, G, W, rooms, parameters, logits, work } = this;
    rooms.seen.set(ids);
    work.lookUp(rooms.z, rooms.table, rooms.seen, G);
    work.fillRows(rooms.fromH, parameters["rnn.bias_hh_l0"], G);
    for (let t = 0; t < T; t += 1) {
      work.multiply(matrix(this.fromH[t], n, G), matrix(this.h[t], n, H), this.carried);
      this.cell.step(work, this, t);
    }
    work.fillRows(logits.at, parameters["head.bias"], W);
    work.multiply(logits, this.outputs, this.head);
    return logits;
  }

  // Mean cross-entropy in nats of the next characters, targets (T · n). The logits become probabilities.
  loss(targets) {
    return crossEntropy(this, targets);
  }

  // After forward and loss: fills `grads`.
  backward() {
    const { n, T, H, G, V, W, rooms, parameters, gradients, logits, outputs, work } = this;
    crossEntropyGrad(this);
    rooms.grads.fill(0);
    work.addRows(gradients["head.bias"], logits.at, W);
    addProduct(work, matrix(gradients["head.weight"], V, H), logits, outputs, rooms.packed);
    rooms.gradH.fill(0);
    const head = work.pack(rooms.packed, matrix(parameters["head.weight"], V, H));
    work.multiply(matrix(rooms.gradH.subarray(n * H), n * T, H), logits, head);
    this.throughTime();
    const [toH, before] = [matrix(rooms.toH ?? rooms.toX, n * T, G), matrix(rooms.h, n * T, H)];
    work.addRows(gradients["rnn.bias_hh_l0"], toH.at, G);
    addProduct(work, matrix(gradients["rnn.weight_hh_l0"], G, H), toH, before, rooms.packed);
    tableBack(this);
  }

  throughTime() {
    const { n, T, H, G, rooms, parameters, work } = this;
    const packed = work.pack(rooms.packedSteps, matrix(parameters["rnn.weight_hh_l0"], G, H));
    this.gradC?.fill(0);
    for (let t = T - 1; t >= 0; t -= 1) {
      this.cell.back(work, this, t);
      if (t > 0) work.multiply(matrix(this.gradH[t], n, H), matrix(this.toH[t], n, G), packed);
    }
  }

  // The states at the end of the window become those before the next one; forget() makes them 0.
  carryOn() {
    const { h, c, T } = this;
    h[0].set(h[T]);
    c?.[0].set(c[T]);
  }

  forget() {
    for (const state of this.states) state.fill(0);
  }

  // Multiply-adds of one window forward, in the products; backward takes twice as many.
  get multiplyAdds() {
    const { n, T, H, G, V } = this;
    return n * T * (G * H + H * V) + V * G * this.settings.embeddingDim;
  }
}

// One view a step into the room of that name.
function steps({ rooms, n, H, G }, name) {
  const size = n * (["z", "fromH", "toX", "toH"].includes(name) ? G : H);
  const room = rooms[name];
  return (
    room && Array.from({ length: room.length / size }, (_, t) => room.subarray(t * size, (t + 1) * size))
  );
}
