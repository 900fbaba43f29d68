// Softmax of rows of scores, and back. Row r has columns + more · r scores, and up to `down`, where the next row begins, there
// are zeros then: more is 1 where row r sees what comes up to r, else 0.

// Each row becomes softmax(scale · row); largest and totals (rows) keep the maximum m of scale · row and Σ e^(scale · x − m).
export function softmaxRows(x, largest, totals, columns, more, down, scale) {
  for (let r = 0, from = 0, end = columns; r < totals.length; r += 1, from += down, end += down + more) {
    let most = x[from];
    for (let i = from; i < end; i += 1) most = Math.max(most, x[i]);
    let sum = 0;
    for (let i = from; i < end; i += 1) {
      const e = Math.exp(scale * (x[i] - most));
      x[i] = e;
      sum += e;
    }
    const share = 1 / sum;
    for (let i = from; i < end; i += 1) x[i] *= share;
    for (let i = end; i < from + down; i += 1) x[i] = 0;
    largest[r] = scale * most;
    totals[r] = sum;
  }
}

// Where row r sees what comes up to r: from the gradient by the softmax y to that by the scores.
export function softmaxBack(grad, y, rows, down, scale) {
  for (let r = 0, from = 0, end = 1; r < rows; r += 1, from += down, end += down + 1) {
    let along = 0;
    for (let i = from; i < end; i += 1) along += grad[i] * y[i];
    for (let i = from; i < end; i += 1) grad[i] = scale * y[i] * (grad[i] - along);
    for (let i = end; i < from + down; i += 1) grad[i] = 0;
  }
}

// From chances to the gradient by the scores of −log of the targets' chances, times share: chances minus one-hot.
export function oneLess(x, targets, down, share) {
  for (let r = 0, from = 0; r < targets.length; r += 1, from += down) {
    const at = from + targets[r];
    x[at] -= 1;
    for (let i = from; i < from + down; i += 1) x[i] *= share;
  }
}
