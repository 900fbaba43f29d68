// Lines of equal height on a lattice. No DOM.

// log2 of the height above the floor at columns × rows points over the ranges; row 0 is the top. With it the levels
// are whole numbers, each line twice as high as the last.
export function heights({ f, floor }, [x0, x1], [y0, y1], columns, rows) {
  return new Float64Array(columns * rows).map((_, i) => {
    const [c, r] = [(i % columns) / (columns - 1), Math.floor(i / columns) / (rows - 1)];
    return Math.log2(Math.max(f(x0 + (x1 - x0) * c, y1 + (y0 - y1) * r) - floor, 1e-12));
  });
}

// Marching squares: segment(x0, y0, x1, y1, level) in units of the lattice, for whole levels from `lowest` on.
export function isolines(z, columns, lowest, segment) {
  for (let k = 0; k < z.length - columns; k += 1) {
    const [c, r] = [k % columns, Math.floor(k / columns)];
    if (c === columns - 1) continue;
    const [a, b, d, e] = [z[k], z[k + 1], z[k + columns + 1], z[k + columns]]; // clockwise from the top left
    for (
      let level = Math.max(lowest, Math.ceil(Math.min(a, b, d, e)));
      level <= Math.max(a, b, d, e);
      level += 1
    ) {
      const ends = [];
      const cross = (u, v, x, y, right, down) => {
        const part = (level - u) / (v - u);
        if (u < level !== v < level) ends.push(x + part * right, y + part * down);
      };
      cross(a, b, c, r, 1, 0);
      cross(b, d, c + 1, r, 0, 1);
      cross(e, d, c, r + 1, 1, 0);
      cross(a, e, c, r, 0, 1);
      for (let i = 0; i < ends.length; i += 4) segment(ends[i], ends[i + 1], ends[i + 2], ends[i + 3], level);
    }
  }
}
