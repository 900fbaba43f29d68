// What each character brings to the cell, W_ih e + b_ih, for all V characters at once: a table (V, G), made anew for each
// window. A text of any length only looks up its rows, and V is far smaller than the number of characters read.
import { matrix, pack, transposed } from "./matrix.js";

// Without an embedding a character is a one-hot row, and the table is the weights themselves.
function partsOf({ V, G, settings: { embeddingDim: D } }, values) {
  const weight = matrix(values["rnn.weight_ih_l0"], G, D || V);
  return { weight, embedding: D > 0 && matrix(values["embedding.weight"], V, D) };
}

export function tableOf(model) {
  const { V, G, rooms, parameters, multiply } = model;
  const { weight, embedding } = partsOf(model, parameters);
  const table = matrix(rooms.table, V, G);
  for (let v = 0; v < V; v += 1) table.at.set(parameters["rnn.bias_ih_l0"], v * G);
  if (embedding) multiply(table, embedding, pack(rooms.packed, transposed(weight)));
  else addTo(table, transposed(weight));
}

export function lookUp(z, table, ids, width) {
  for (let row = 0; row < ids.length; row += 1) {
    const from = ids[row] * width;
    z.set(table.subarray(from, from + width), row * width);
  }
}

// A row that was taken twice gets both gradients.
export function tableBack(model) {
  const { V, G, seen, rooms, parameters, gradients, multiply } = model;
  const grad = matrix(rooms.gradTable, V, G);
  grad.at.fill(0);
  for (let row = 0, k = 0; row < seen.length; row += 1)
    for (let to = seen[row] * G, end = to + G; to < end; to += 1, k += 1) grad.at[to] += rooms.toX[k];
  const bias = gradients["rnn.bias_ih_l0"];
  for (let k = 0; k < V * G; k += 1) bias[k % G] += grad.at[k];
  const { weight, embedding } = partsOf(model, parameters);
  const by = partsOf(model, gradients);
  if (!embedding) {
    addTo(by.weight, transposed(grad));
    return;
  }
  multiply(by.weight, transposed(grad), pack(rooms.packed, embedding));
  multiply(by.embedding, grad, pack(rooms.packed, weight));
}

function addTo({ at, rows, columns, down, across }, other) {
  for (let i = 0; i < rows; i += 1)
    for (let j = 0; j < columns; j += 1)
      at[i * down + j * across] += other.at[i * other.down + j * other.across];
}
