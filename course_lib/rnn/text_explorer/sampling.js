// next_char_distribution of course_lib, and a draw from it.
const ROUNDING = 1e-12;

// logits → probabilities: first the temperature, then the topK most likely, then of these the fewest that together
// have topP. At temperature 0 the most likely is certain.
export function nextCharDistribution(logits, { temperature = 1, topK = logits.length, topP = 1 } = {}) {
  const order = Array.from(logits, (_, k) => k).sort((a, b) => logits[b] - logits[a] || a - b);
  const most = logits[order[0]];
  const chances = new Float64Array(logits.length);
  if (temperature === 0) {
    chances[order[0]] = 1;
    return chances;
  }
  const kept = order.slice(0, topK);
  const sizes = kept.map((k) => Math.exp((logits[k] - most) / temperature));
  const total = sizes.reduce((a, b) => a + b);
  const limit = topP === 1 ? Infinity : topP - ROUNDING;
  let together = 0;
  for (let i = 0; i < kept.length && (i === 0 || together < limit); i += 1) {
    chances[kept[i]] = sizes[i] / total;
    together += sizes[i] / total;
  }
  return chances.map((p) => p / together);
}

// The number at which the chances, added up from the first, pass u, in [0, 1).
export function draw(chances, u) {
  let together = 0;
  let last = 0;
  for (let k = 0; k < chances.length; k += 1) {
    if (chances[k] > 0) last = k;
    together += chances[k];
    if (u < together) return k;
  }
  return last; // the chances have added up to a little less than 1
}
