// Rows of a matrix: looked up, added, laid out for a product. Their numbers, ids, lie in an array like all others.
const PANEL = 8; // columns, see matrix.js

// Row r of y is row ids[r] of the table.
export function lookUp(y, table, ids, width) {
  for (let row = 0; row < ids.length; row += 1) {
    const from = ids[row] * width;
    for (let k = 0, to = row * width; k < width; k += 1, to += 1) y[to] = table[from + k];
  }
}

// The way back: a row that was taken twice gets both gradients.
export function addAt(table, y, ids, width) {
  for (let row = 0; row < ids.length; row += 1) {
    const to = ids[row] * width;
    for (let k = 0, from = row * width; k < width; k += 1, from += 1) table[to + k] += y[from];
  }
}

// See packing in matrix.js; here numbers of a row lie side by side, and panels are whole …
export function packRows(into, x, rows, columns, down) {
  for (let j = 0; j < columns; j += PANEL)
    for (let k = 0, to = j * rows, from = j; k < rows; k += 1, to += PANEL, from += down)
      for (let i = 0; i < PANEL; i += 1) into[to + i] = x[from + i];
}

// … and here they lie `across` apart.
export function packColumns(into, x, rows, columns, down, across) {
  for (let j = 0; j < columns; j += PANEL) {
    const wide = Math.min(PANEL, columns - j);
    for (let i = 0; i < wide; i += 1)
      for (let k = 0, to = j * rows + i, from = (j + i) * across; k < rows; k += 1, to += PANEL, from += down)
        into[to] = x[from];
    for (let i = wide; i < PANEL; i += 1)
      for (let k = 0, to = j * rows + i; k < rows; k += 1, to += PANEL) into[to] = 0;
  }
}
