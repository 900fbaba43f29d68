// Numbers, vectors and matrices as NumPy has them: { shape, data }, the data a Float64Array row after row. No DOM.

export const make = (shape, data) => ({ shape, data: Float64Array.from(data) });
export const scalar = (v) => make([], [v]);
export const full = (shape, v) => make(shape, new Array(size(shape)).fill(v));
const size = (shape) => shape.reduce((a, b) => a * b, 1);

// 1, [1, 2] or [[1, 2], [3, 4]] → array; undefined where rows differ in length or something is no number.
export function fromLists(v) {
  if (typeof v === "number") return scalar(v);
  if (!Array.isArray(v) || v.length === 0) return undefined;
  const rows = v.map((each) => fromLists(each));
  const first = rows[0];
  if (!rows.every((row) => row && String(row.shape) === String(first.shape))) return undefined;
  return make(
    [v.length, ...first.shape],
    rows.flatMap((row) => [...row.data]),
  );
}

export function toLists({ shape, data }) {
  if (shape.length === 0) return data[0];
  if (shape.length === 1) return [...data];
  const [rows, cols] = shape;
  return Array.from({ length: rows }, (_, i) => [...data.subarray(i * cols, (i + 1) * cols)]);
}

// How each entry is called: [0] of a vector, [0, 1] of a matrix, "" of a number.
export const titles = ({ shape, data }) =>
  Array.from(data, (_, k) => {
    const cols = shape.at(-1);
    if (!shape.length) return "";
    return shape.length === 1 ? `[${k}]` : `[${Math.floor(k / cols)}, ${k % cols}]`;
  });

export const map = (a, f) => ({ shape: a.shape, data: a.data.map(f) });

// The shape of both together, or null where NumPy would refuse.
export function together(a, b) {
  const n = Math.max(a.length, b.length);
  const out = [];
  for (let i = 1; i <= n; i += 1) {
    const [p, q] = [a.at(-i) ?? 1, b.at(-i) ?? 1];
    if (p !== q && p !== 1 && q !== 1) return null;
    out.unshift(p === 1 ? q : p);
  }
  return out;
}

// Where in the data of an array of shape `own` the k-th entry of the common shape comes from.
function source(own, shape) {
  const [rows, cols] = [shape.at(-2) ?? 1, shape.at(-1) ?? 1];
  const [r, c] = [own.at(-2) ?? 1, own.at(-1) ?? 1];
  return Array.from({ length: rows * cols }, (_, k) => {
    const [i, j] = [Math.floor(k / cols), k % cols];
    return (r === 1 ? 0 : i) * c + (c === 1 ? 0 : j);
  });
}

export function zip(a, b, f) {
  const shape = together(a.shape, b.shape);
  const [from, and] = [source(a.shape, shape), source(b.shape, shape)];
  return make(
    shape,
    from.map((k, i) => f(a.data[k], b.data[and[i]])),
  );
}

// The transpose of broadcasting: what went to several places is added up.
export function unbroadcast(grad, shape) {
  if (String(grad.shape) === String(shape)) return grad;
  const out = full(shape, 0);
  source(shape, grad.shape).forEach((k, i) => {
    out.data[k] += grad.data[i];
  });
  return out;
}

export const total = (a) => a.data.reduce((s, v) => s + v, 0);
export const add = (a, b) => zip(a, b, (p, q) => p + q);
export const times = (a, b) => zip(a, b, (p, q) => p * q);

export function transpose({ shape: [rows, cols], data }) {
  return make(
    [cols, rows],
    Array.from(data, (_, k) => data[(k % rows) * cols + Math.floor(k / rows)]),
  );
}

// A vector on the left is a row, on the right a column, as in NumPy.
export const asRow = (a) => (a.shape.length === 1 ? make([1, a.shape[0]], a.data) : a);
export const asColumn = (a) => (a.shape.length === 1 ? make([a.shape[0], 1], a.data) : a);

export function product(a, b) {
  const [[n, m], [, k]] = [a.shape, b.shape];
  const out = full([n, k], 0);
  for (let i = 0; i < n; i += 1)
    for (let j = 0; j < k; j += 1)
      for (let l = 0; l < m; l += 1) out.data[i * k + j] += a.data[i * m + l] * b.data[l * k + j];
  return out;
}
