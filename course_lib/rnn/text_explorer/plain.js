// The arithmetic of the models in JavaScript alone: in float64 it is what all else is compared with, in float32 it stands
// in where WebAssembly is not allowed. compiled.js has the same four names.
import { PANEL } from "./matrix.js";

// plain(Float64Array)({ z: 6, h: 2 }): rooms of those names for so many numbers, and what works on them.
export const plain = (Float) => (sizes) => ({
  rooms: Object.fromEntries(Object.entries(sizes).map(([name, size]) => [name, new Float(size)])),
  multiply,
  exp: (x, from = 0, to = x.length) => each(Math.exp, x, from, to),
  tanh: (x, from = 0, to = x.length) => each(Math.tanh, x, from, to),
});

function each(f, x, from, to) {
  for (let i = from; i < to; i += 1) x[i] = f(x[i]);
}

// C += A B. A may be a transpose, B is packed. Two rows by four columns at a time: eight sums that stay in registers.
function multiply(c, a, b) {
  for (let j = 0; j < b.columns; j += 4) {
    const panel = (j - (j % PANEL)) * b.rows + (j % PANEL);
    for (let i = 0; i < a.rows; i += 2) tile(c, a, b, i, j, panel);
  }
}

function tile(c, { at: x, rows, down, across }, { at: y, rows: depth, columns }, i, j, panel) {
  const two = i + 1 < rows;
  let [s0, s1, s2, s3, t0, t1, t2, t3] = [0, 0, 0, 0, 0, 0, 0, 0];
  let first = i * down;
  let second = two ? first + down : first; // a last row alone is taken twice, and stored once
  for (let k = 0, at = panel; k < depth; k += 1, at += PANEL) {
    const [u, v] = [x[first], x[second]];
    s0 += u * y[at];
    s1 += u * y[at + 1];
    s2 += u * y[at + 2];
    s3 += u * y[at + 3];
    t0 += v * y[at];
    t1 += v * y[at + 1];
    t2 += v * y[at + 2];
    t3 += v * y[at + 3];
    first += across;
    second += across;
  }
  const to = i * c.down + j;
  add(c.at, to, columns - j, s0, s1, s2, s3);
  if (two) add(c.at, to + c.down, columns - j, t0, t1, t2, t3);
}

function add(at, to, columns, s0, s1, s2, s3) {
  at[to] += s0;
  if (columns > 1) at[to + 1] += s1;
  if (columns > 2) at[to + 2] += s2;
  if (columns > 3) at[to + 3] += s3;
}
