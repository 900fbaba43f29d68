// What each character brings to the cell, W_ih e + b_ih, for all V characters at once: a table (V, G), made anew for each
// window. A text of any length only looks up its rows, and V is far smaller than the number of characters read.
import { matrix, transposed } from "./matrix.js";

// Without an embedding a character is a one-hot row, and the table is the weights themselves.
function partsOf({ V, G, settings: { embeddingDim: D } }, values) {
  const weight = matrix(values["rnn.weight_ih_l0"], G, D || V);
  return { weight, embedding: D > 0 && matrix(values["embedding.weight"], V, D) };
}

export function tableOf(model) {
  const { V, G, rooms, parameters, work } = model;
  const { weight, embedding } = partsOf(model, parameters);
  const table = matrix(rooms.table, V, G);
  work.fillRows(table.at, parameters["rnn.bias_ih_l0"], G);
  if (embedding) work.multiply(table, embedding, work.pack(rooms.packed, transposed(weight)));
  else addTo(table, transposed(weight));
}

export function tableBack(model) {
  const { V, G, rooms, parameters, gradients, work } = model;
  const grad = matrix(rooms.gradTable, V, G);
  grad.at.fill(0);
  work.addAt(grad.at, rooms.toX, rooms.seen, G);
  work.addRows(gradients["rnn.bias_ih_l0"], grad.at, G);
  const { weight, embedding } = partsOf(model, parameters);
  const by = partsOf(model, gradients);
  if (!embedding) {
    addTo(by.weight, transposed(grad));
    return;
  }
  work.multiply(by.weight, transposed(grad), work.pack(rooms.packed, embedding));
  work.multiply(by.embedding, grad, work.pack(rooms.packed, weight));
}

function addTo({ at, rows, columns, down, across }, other) {
  for (let i = 0; i < rows; i += 1)
    for (let j = 0; j < columns; j += 1)
      at[i * down + j * across] += other.at[i * other.down + j * other.across];
}
