// Causal attention of one head: queries, keys and values (T, E) are matrices as views, `weights` (T, T) numbers row by row.
import { matrix, pack, transposed } from "./matrix.js";

const ROWS = 16; // at a time: they need only the keys up to the last of them

// out += softmax(Q K' / √E) V, where row t sees the keys up to t. `weights` keeps the softmax; what lies ahead is 0.
export function attend({ out, weights, query, key, value, room }, { multiply, exp }) {
  const T = query.rows;
  weights.fill(0);
  products(weights, query, pack(room, transposed(key)), multiply);
  const scale = 1 / Math.sqrt(query.columns);
  for (let t = 0, from = 0; t < T; t += 1, from += T)
    softmax(weights, from, from + t + 1, from + T, scale, exp);
  multiply(out, matrix(weights, T, T), pack(room, value));
}

// Gradients by queries, keys and values, added to gradQuery, gradKey, gradValue; grad: by out; scores: room for (T, T).
export function attendBack(head, { multiply }) {
  const { weights, query, key, value, room, grad, scores } = head;
  const T = query.rows;
  scores.fill(0);
  products(scores, grad, pack(room, transposed(value)), multiply);
  multiply(head.gradValue, transposed(matrix(weights, T, T)), pack(room, grad));
  const scale = 1 / Math.sqrt(query.columns);
  for (let t = 0, from = 0; t < T; t += 1, from += T)
    softmaxBack(scores, weights, from, from + t + 1, from + T, scale);
  multiply(head.gradQuery, matrix(scores, T, T), pack(room, key));
  multiply(head.gradKey, transposed(matrix(scores, T, T)), pack(room, query));
}

// Of a (T, T) product what lies on and below the diagonal, and a little more.
function products(into, left, right, multiply) {
  const T = left.rows;
  for (let t = 0; t < T; t += ROWS) {
    const rows = Math.min(ROWS, T - t);
    const some = { ...left, at: left.at.subarray(t * left.down), rows };
    multiply(matrix(into.subarray(t * T), rows, T), some, { ...right, columns: Math.min(T, t + rows) });
  }
}

// Of x[from … end); up to `last` there are zeros then.
export function softmax(x, from, end, last, scale, exp) {
  let most = x[from];
  for (let i = from + 1; i < end; i += 1) if (x[i] > most) most = x[i];
  for (let i = from; i < end; i += 1) x[i] = scale * (x[i] - most);
  exp(x, from, from + 4 * Math.ceil((end - from) / 4));
  let sum = 0;
  for (let i = from; i < end; i += 1) sum += x[i];
  const share = 1 / sum;
  for (let i = from; i < end; i += 1) x[i] *= share;
  x.fill(0, end, last);
}

// From the gradient by the weights to that by the products before they were scaled.
function softmaxBack(grad, weights, from, end, last, scale) {
  let sum = 0;
  for (let i = from; i < end; i += 1) sum += grad[i] * weights[i];
  for (let i = from; i < end; i += 1) grad[i] = scale * weights[i] * (grad[i] - sum);
  grad.fill(0, end, last);
}
