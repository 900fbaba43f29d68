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

// With an engine's loops pack(into, matrix), a right factor; into: room for at least rows · whole(columns) numbers.
export const packing =
  ({ packRows, packColumns }) =>
  (into, { at, rows, columns, down, across }) => {
    if (across === 1 && columns % PANEL === 0) packRows(into, at, rows, columns, down);
    else packColumns(into, at, rows, columns, down, across);
    return { at: into, rows, columns };
  };

const BLOCK = 128; // rows that stay near while they are read again and again

// into += left' right, for two matrices of as many rows; room: for whole panels of BLOCK rows of right.
export function addProduct({ multiply, pack }, into, left, right, room) {
  for (let from = 0; from < left.rows; from += BLOCK) {
    const [l, r] = [left, right].map((each) => rowsOf(each, from, Math.min(BLOCK, left.rows - from)));
    multiply(into, transposed(l), pack(room, r));
  }
}

const rowsOf = (all, from, rows) => ({ ...all, at: all.at.subarray(from * all.down), rows });
