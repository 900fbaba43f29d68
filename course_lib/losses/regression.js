// The twin of regression.py and quantile.py for the browser: same names, same arithmetic, r = prediction − y.
// Each loss gives its value and its gradient for one residual; the functions below sum over arrays.

export const LOSSES = {
  mse: { value: (r) => r * r, grad: (r) => 2 * r },
  l1: { value: (r) => Math.abs(r), grad: (r) => Math.sign(r) },
  huber: {
    value: (r, { delta }) => (Math.abs(r) <= delta ? (r * r) / 2 : delta * (Math.abs(r) - delta / 2)),
    grad: (r, { delta }) => Math.min(Math.max(r, -delta), delta),
  },
  quantile: {
    value: (r, { q }) => Math.max(-q * r, (1 - q) * r),
    grad: (r, { q }) => (r > 0 ? 1 : r < 0 ? 0 : 0.5) - q,
  },
};

// The slopes between which a corner of the penalty may choose; [g, g] where it is smooth.
export function subgradient(loss, r, options) {
  if (r === 0 && loss === "l1") return [-1, 1];
  if (r === 0 && loss === "quantile") return [-options.q, 1 - options.q];
  const g = LOSSES[loss].grad(r, options);
  return [g, g];
}

const elementwise =
  (kind) =>
  (loss, predictions, targets, options = {}) =>
    Float64Array.from(predictions, (p, i) => LOSSES[loss][kind](p - targets[i], options));

export const lossOf = elementwise("value"); // reduction="none"
export const gradOf = elementwise("grad"); // reduction="sum"

export const sum = (values) => values.reduce((total, v) => total + v, 0);
export const mean = (values) => sum(values) / values.length;

// reduction="mean"
export const meanLoss = (loss, predictions, targets, options) =>
  mean(lossOf(loss, predictions, targets, options));
