// Causal attention of one head: queries, keys and values (T, E) are matrices as views, `weights` (T, T) numbers row by row.
import { matrix, transposed } from "./matrix.js";

// out = softmax(Q K' / √E) V, where row t sees the keys up to t. `weights` keeps the softmax; what lies ahead is 0.
export function attend(head, { multiply, pack, softmaxRows }) {
  const { out, weights, query, key, value, room, largest, totals } = head;
  const T = query.rows;
  multiply(matrix(weights, T, T), query, pack(room, transposed(key)), 0);
  softmaxRows(weights, largest, totals, 1, 1, T, 1 / Math.sqrt(query.columns));
  multiply(out, matrix(weights, T, T), pack(room, value), 0);
}

// Gradients by queries, keys and values: gradQuery, gradKey, gradValue; grad: by out; scores: room for (T, T).
export function attendBack(head, { multiply, pack, softmaxBack }) {
  const { weights, query, key, value, room, grad, scores } = head;
  const T = query.rows;
  multiply(matrix(scores, T, T), grad, pack(room, transposed(value)), 0);
  multiply(head.gradValue, transposed(matrix(weights, T, T)), pack(room, grad), 0);
  softmaxBack(scores, weights, T, T, 1 / Math.sqrt(query.columns));
  multiply(head.gradQuery, matrix(scores, T, T), pack(room, key), 0);
  multiply(head.gradKey, transposed(matrix(scores, T, T)), pack(room, query), 0);
}
