// Mean cross-entropy in nats of targets, one for each row of logits; where the logits were, probabilities stand then.
export function crossEntropy({ at, rows, columns, down }, targets, exp) {
  let loss = 0;
  for (let row = 0, start = 0; row < rows; row += 1, start += down) {
    let largest = at[start];
    for (let k = start + 1; k < start + columns; k += 1) if (at[k] > largest) largest = at[k];
    for (let k = start; k < start + columns; k += 1) at[k] -= largest;
    loss -= at[start + targets[row]];
  }
  exp(at);
  for (let row = 0, start = 0; row < rows; row += 1, start += down) {
    let total = 0;
    for (let k = start; k < start + columns; k += 1) total += at[k];
    const share = 1 / total;
    for (let k = start; k < start + columns; k += 1) at[k] *= share;
    loss += Math.log(total);
  }
  return loss / rows;
}

// From those probabilities to the gradient by the logits: softmax minus one-hot, over the number of rows.
export function crossEntropyGrad({ at, rows, columns, down }, targets) {
  for (let row = 0, start = 0; row < rows; row += 1, start += down) {
    at[start + targets[row]] -= 1;
    for (let k = start; k < start + columns; k += 1) at[k] /= rows;
  }
}
