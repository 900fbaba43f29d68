// One row for all: a bias, and on the way back the sum of what came by each.

// Each row of y, of those that lie `down` numbers apart, is `row`.
export function fillRows(y, row, down) {
  for (let to = 0; to < y.length; to += down) for (let k = 0; k < row.length; k += 1) y[to + k] = row[k];
}

// sum += all rows, which lie `down` numbers apart
export function addRows(sum, rows, down) {
  for (let from = 0; from < rows.length; from += down)
    for (let k = 0; k < sum.length; k += 1) sum[k] += rows[from + k];
}
