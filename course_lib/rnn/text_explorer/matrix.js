// Matrices as views: numbers that lie elsewhere, and how far to go for the next row and the next column. So a transpose
// costs nothing.
export const matrix = (at, rows, columns, down = columns) => ({ at, rows, columns, down, across: 1 });

export const transposed = ({ at, rows, columns, down, across }) => ({
  at,
  rows: columns,
  columns: rows,
  down: across,
  across: down,
});

// The right factor of a product is packed first: panels of eight columns, row after row, the last panel filled up with
// zeros. Then the product reads it from end to end.
export const PANEL = 8;
export const whole = (columns) => PANEL * Math.ceil(columns / PANEL); // columns with those that fill up

// into: room for at least rows · whole(columns) numbers.
export function pack(into, { at, rows, columns, down, across }) {
  let to = 0;
  for (let j = 0; j < columns; j += PANEL) {
    const wide = Math.min(PANEL, columns - j);
    const end = to + PANEL * rows;
    for (let i = 0; i < wide; i += 1)
      for (let k = to + i, from = (j + i) * across; k < end; k += PANEL, from += down) into[k] = at[from];
    for (let i = wide; i < PANEL; i += 1) for (let k = to + i; k < end; k += PANEL) into[k] = 0;
    to = end;
  }
  return { at: into, rows, columns };
}
