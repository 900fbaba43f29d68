// What NumPy does with shapes: stretch, combine, fold, refuse. Arrays are { shape, values }, row after row. No DOM.

const product = (shape) => shape.reduce((a, n) => a * n, 1);
const written = (shape) => `(${shape.join(",")}${shape.length === 1 ? "," : ""})`;

export const counted = (shape, factor) => ({
  shape,
  values: Float64Array.from({ length: product(shape) }, (_, i) => factor * (i + 1)),
});

// Rows and columns as they are drawn; an array with one axis is one row.
export const gridOf = (shape) => [shape.at(-2) ?? 1, shape.at(-1) ?? 1];

// From the last axis to the first: lengths must agree, or one of them be 1 or missing.
export function broadcast(one, other) {
  const n = Math.max(one.length, other.length);
  const axes = Array.from({ length: n }, (_, i) => {
    const [p, q] = [one[one.length - n + i], other[other.length - n + i]];
    const clash = p !== undefined && q !== undefined && p !== q && p !== 1 && q !== 1;
    return { one: p, other: q, clash, length: p === 1 || p === undefined ? (q ?? p) : p };
  });
  if (axes.some(({ clash }) => clash)) {
    const error = `ValueError: operands could not be broadcast together with shapes ${written(one)} ${written(other)}`;
    return { axes, error };
  }
  return { axes, shape: axes.map(({ length }) => length) };
}

// Where in an array of this shape the cell (row, column) of the result comes from.
export function source(shape, row, column) {
  const [rows, columns] = gridOf(shape);
  return [rows === 1 ? 0 : row, columns === 1 ? 0 : column];
}

export const at = ({ shape, values }, row, column) => values[row * gridOf(shape)[1] + column];

const DO = { add: (p, q) => p + q, sub: (p, q) => p - q, mul: (p, q) => p * q };

export function combine(name, a, b) {
  const { shape, ...rest } = broadcast(a.shape, b.shape);
  if (!shape) return rest;
  const [rows, columns] = gridOf(shape);
  const values = new Float64Array(rows * columns).map((_, i) => {
    const cell = [Math.floor(i / columns), i % columns];
    return DO[name](at(a, ...source(a.shape, ...cell)), at(b, ...source(b.shape, ...cell)));
  });
  return { ...rest, shape, values };
}

// axis: 0, 1 or "all"; parts(row, column): the cells of `a` that fold into one of the result.
export function fold(a, axis, keepdims) {
  const last = a.shape.length - 1;
  if (axis !== "all" && axis > last) {
    const error = `AxisError: axis ${axis} is out of bounds for array of dimension ${last + 1}`;
    return { error };
  }
  const gone = (i) => axis === "all" || i === axis;
  const kept = a.shape.map((n, i) => (gone(i) ? 1 : n));
  const shape = keepdims ? kept : a.shape.filter((_, i) => !gone(i));
  const [rows, columns] = gridOf(a.shape);
  const [keptRows, keptColumns] = gridOf(kept);
  const values = new Float64Array(product(kept));
  const parts = Array.from(values, () => []);
  for (let r = 0; r < rows; r += 1) {
    for (let c = 0; c < columns; c += 1) {
      const to = (keptRows === 1 ? 0 : r) * keptColumns + (keptColumns === 1 ? 0 : c);
      values[to] += at(a, r, c);
      parts[to].push([r, c]);
    }
  }
  return { shape, values, parts };
}
