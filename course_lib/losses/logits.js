// The twin of softmax.py, sigmoid.py, classification.py and binary.py: same names, same arithmetic.
// One example at a time; arrays are Float64Array, losses are in nats.

const map = (values, f) => Float64Array.from(values, f);
const max = (values) => values.reduce((a, b) => Math.max(a, b), -Infinity);
const sum = (values) => values.reduce((a, b) => a + b, 0);

// log Σ exp z, shifted by the largest logit so that no exponential overflows
export function logsumexp(logits) {
  const top = max(logits);
  return top + Math.log(sum(map(logits, (z) => Math.exp(z - top))));
}

export function softmax(logits) {
  const top = max(logits);
  const powers = map(logits, (z) => Math.exp(z - top));
  const total = sum(powers);
  return map(powers, (e) => e / total);
}

// The formula as it is printed: beyond 709 it divides infinity by infinity.
export function naiveSoftmax(logits) {
  const powers = map(logits, Math.exp);
  const total = sum(powers);
  return map(powers, (e) => e / total);
}

export function logSoftmax(logits) {
  const top = max(logits);
  const rest = Math.log(sum(map(logits, (z) => Math.exp(z - top))));
  return map(logits, (z) => z - top - rest);
}

// The distribution that a smoothed target stands for: (1 - ε) on the class, ε / C on each.
export const smoothed = (n, target, smoothing) =>
  Float64Array.from({ length: n }, (_, k) => (k === target ? 1 - smoothing : 0) + smoothing / n);

const scaled = (logits, { temperature = 1 } = {}) => map(logits, (z) => z / temperature);

export function crossEntropy(logits, target, options = {}) {
  const { smoothing = 0 } = options;
  const logp = logSoftmax(scaled(logits, options));
  return -(1 - smoothing) * logp[target] - smoothing * (sum(logp) / logp.length);
}

// With respect to the logits: (p - y) / T.
export function crossEntropyGrad(logits, target, options = {}) {
  const { smoothing = 0, temperature = 1 } = options;
  const p = softmax(scaled(logits, options));
  const y = smoothed(p.length, target, smoothing);
  return map(p, (v, k) => (v - y[k]) / temperature);
}

// With respect to the probabilities, were they free: -y / p.
export function crossEntropyGradProbs(logits, target, options = {}) {
  const logp = logSoftmax(scaled(logits, options));
  const y = smoothed(logp.length, target, options.smoothing ?? 0);
  return map(logp, (v, k) => (y[k] === 0 ? 0 : -y[k] * Math.exp(-v)));
}

export function sigmoid(z) {
  const e = Math.exp(-Math.abs(z));
  return (z >= 0 ? 1 : e) / (1 + e);
}

// log(1 + exp z)
export const softplus = (z) => Math.max(z, 0) + Math.log1p(Math.exp(-Math.abs(z)));

// Each takes a logit z and a target y in [0, 1].
export const binaryCrossEntropyWithLogits = (z, y) =>
  (y === 0 ? 0 : y * softplus(-z)) + (y === 1 ? 0 : (1 - y) * softplus(z));
// sigmoid(z) - y, written so that it keeps its digits where the two are nearly equal
export const binaryCrossEntropyWithLogitsGrad = (z, y) => (1 - y) * sigmoid(z) - y * sigmoid(-z);

// Squared error on the probability, and its slope along the logit: 2 (p - y) p (1 - p).
export const squaredError = (z, y) => binaryCrossEntropyWithLogitsGrad(z, y) ** 2;
export const squaredErrorGrad = (z, y) =>
  2 * binaryCrossEntropyWithLogitsGrad(z, y) * sigmoid(z) * sigmoid(-z);
