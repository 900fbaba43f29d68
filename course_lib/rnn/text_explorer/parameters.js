// The parameters of CharRNN, by its names and in its order, one after the other in one array.
import { stream } from "../../widgets/ui/streams.js";
import { CELLS } from "./cells.js";

// embeddingDim 0: no embedding; each character is a one-hot row, and the cell's own weights are the table.
export function shapesOf({ cell, vocabSize: V, hiddenSize: H, embeddingDim: D }) {
  if (!(cell in CELLS))
    throw new RangeError(`cell must be one of ${Object.keys(CELLS).join(", ")}, got ${cell}`);
  const rows = CELLS[cell].gates * H;
  return {
    ...(D > 0 && { "embedding.weight": [V, D] }),
    "rnn.weight_ih_l0": [rows, D || V],
    "rnn.weight_hh_l0": [rows, H],
    "rnn.bias_ih_l0": [rows],
    "rnn.bias_hh_l0": [rows],
    "head.weight": [V, H],
    "head.bias": [V],
  };
}

const product = (shape) => shape.reduce((a, b) => a * b);
export const sizeOf = (shapes) => Object.values(shapes).reduce((sum, shape) => sum + product(shape), 0);

// Rooms for so many numbers that are learned: their gradient, its moving average m and that of its squares, v, and the
// average of the numbers themselves.
export const learned = (size) => ({ params: size, grads: size, m: size, v: size, averaged: size });

// Views into `flat`, by name.
export function named(flat, shapes) {
  let end = 0;
  const view = ([name, shape]) => {
    const start = end;
    end += product(shape);
    return [name, flat.subarray(start, end)];
  };
  return Object.fromEntries(Object.entries(shapes).map(view));
}

// Uniform draws of a standard deviation, the k-th of a seed. There is no logarithm and no cosine in it: engines differ in
// their last digits, and a seed shall give one start.
export function spread(values, deviation, seed, k) {
  const rng = stream(seed, k);
  const edge = Math.sqrt(3) * deviation;
  for (let i = 0; i < values.length; i += 1) values[i] = edge * (2 * rng.uniform() - 1);
}

// Draws of the standard deviations below, biases 0; an LSTM's forget gate starts open, its bias is 1.
export function initialize(parameters, shapes, { cell, hiddenSize: H, seed }) {
  const deviations = { "embedding.weight": 1, "head.weight": 1 / Math.sqrt(H) };
  deviations["rnn.weight_hh_l0"] = 1 / Math.sqrt(H);
  deviations["rnn.weight_ih_l0"] = shapes["embedding.weight"]
    ? 1 / Math.sqrt(shapes["embedding.weight"][1])
    : 0.5;
  Object.entries(parameters).forEach(([name, values], k) => {
    spread(values, deviations[name] ?? 0, seed, k);
  });
  if (cell === "lstm") parameters["rnn.bias_ih_l0"].fill(1, H, 2 * H);
}
