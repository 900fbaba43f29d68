// The bigram model: how often each character followed each other one. It is counted, not trained.

// Probabilities (V, V), row: the character before; one is added to each count, so that nothing is impossible.
export function bigram(ids, vocabSize) {
  const table = new Float64Array(vocabSize * vocabSize).fill(1);
  for (let t = 1; t < ids.length; t += 1) table[ids[t - 1] * vocabSize + ids[t]] += 1;
  for (let start = 0; start < table.length; start += vocabSize) {
    const row = table.subarray(start, start + vocabSize);
    const total = row.reduce((a, b) => a + b);
    for (let k = 0; k < vocabSize; k += 1) row[k] /= total;
  }
  return table;
}

// Mean cross-entropy of a text under it, in nats.
export function bigramLoss(table, ids, vocabSize) {
  let loss = 0;
  for (let t = 1; t < ids.length; t += 1) loss -= Math.log(table[ids[t - 1] * vocabSize + ids[t]]);
  return loss / (ids.length - 1);
}
