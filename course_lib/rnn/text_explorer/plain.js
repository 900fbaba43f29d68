// The arithmetic of the models in JavaScript alone: in float64 it is what all else is compared with, in float32 it stands
// in where WebAssembly is not allowed. compiled.js has the same names.
import * as all from "./loops.js";
import { PANEL } from "./matrix.js";
import { roomy } from "./row.js";

// plain(Float64Array)({ z: 6, h: 2 }): rooms of those names for so many numbers, and what works on them.
export const plain = (Float) => (sizes) => ({ ...roomy(all, Float, sizes), multiply });

// C = keep C + A B, keep 0 or 1. A may be a transpose, B is packed. Two rows by four columns at a time: eight sums that stay in registers.
function multiply(c, a, b, keep = 1) {
  for (let j = 0; j < b.columns; j += 4) {
    const wide = Math.min(4, b.columns - j);
    const panel = (j - (j % PANEL)) * b.rows + (j % PANEL);
    for (let i = 0; i < a.rows; i += 2) {
      tile(a.at, i * a.down, i + 1 < a.rows ? a.down : 0, a.across, b.at, panel, b.rows);
      store(c.at, i * c.down + j, wide, 0, keep);
      if (i + 1 < a.rows) store(c.at, (i + 1) * c.down + j, wide, 4, keep);
    }
  }
}

const SUMS = new Float64Array(8);

// below: from the first row to the second; 0 takes a last row twice, and the second sums are not used.
function tile(x, first, below, across, y, panel, depth) {
  let [s0, s1, s2, s3] = [0, 0, 0, 0];
  let [t0, t1, t2, t3] = [0, 0, 0, 0];
  for (let k = 0, from = first, at = panel; k < depth; k += 1, from += across, at += PANEL) {
    const u = x[from];
    const v = x[from + below];
    s0 += u * y[at];
    s1 += u * y[at + 1];
    s2 += u * y[at + 2];
    s3 += u * y[at + 3];
    t0 += v * y[at];
    t1 += v * y[at + 1];
    t2 += v * y[at + 2];
    t3 += v * y[at + 3];
  }
  SUMS[0] = s0;
  SUMS[1] = s1;
  SUMS[2] = s2;
  SUMS[3] = s3;
  SUMS[4] = t0;
  SUMS[5] = t1;
  SUMS[6] = t2;
  SUMS[7] = t3;
}

function store(at, to, wide, from, keep) {
  for (let i = 0; i < wide; i += 1) at[to + i] = (keep && at[to + i]) + SUMS[from + i];
}
