// The arithmetic of a reader in JavaScript alone: its left factors have one row.
import { PANEL, packing } from "./matrix.js";

// Rooms of those names for so many numbers, and the loops that work on them.
export const roomy = (loops, Float, sizes) => ({
  rooms: Object.fromEntries(Object.entries(sizes).map(([name, size]) => [name, new Float(size)])),
  ...loops,
  pack: packing(loops),
});

// The engine, to be called with sizes as plain(…) is.
export const rowByRow = (loops, Float) => (sizes) => ({ ...roomy(loops, Float, sizes), multiply });

// c = keep c + a B, keep 0 or 1; B is packed.
function multiply(c, a, b, keep = 1) {
  for (let j = 0; j < b.columns; j += 1) {
    let sum = 0;
    for (let k = 0, at = (j - (j % PANEL)) * b.rows + (j % PANEL); k < b.rows; k += 1, at += PANEL)
      sum += a.at[k] * b.at[at];
    c.at[j] = (keep && c.at[j]) + sum;
  }
}
