// Mean cross-entropy in nats of targets, one for each row of a model's logits; where the logits were, probabilities stand then.
export const judged = (rows) => ({ targets: rows, largest: rows, totals: rows }); // rooms for it

export function crossEntropy({ logits: { at, rows, columns, down }, rooms, work }, targets) {
  rooms.targets.set(targets);
  let loss = 0;
  for (let row = 0; row < rows; row += 1) loss -= at[row * down + targets[row]];
  work.softmaxRows(at, rooms.largest, rooms.totals, columns, 0, down, 1);
  for (let row = 0; row < rows; row += 1) loss += rooms.largest[row] + Math.log(rooms.totals[row]);
  return loss / rows;
}

// From those probabilities to the gradient by the logits: softmax minus one-hot, over the number of rows.
export function crossEntropyGrad({ logits: { at, rows, down }, rooms, work }) {
  work.oneLess(at, rooms.targets, down, 1 / rows);
}
