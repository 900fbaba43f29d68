// One head over a short sentence: scores, softmax, mix, and the way back. No DOM. The twin of
// scaled_dot_product_attention and its backward of course_lib.attention, for queries, keys and values in the plane.
export const dot = ([a, b], [c, d]) => a * c + b * d;
const sum = (values) => values.reduce((total, v) => total + v, 0);
// The sum of all vectors, each times its number.
export const mixed = (numbers, vectors) => [0, 1].map((i) => sum(numbers.map((n, j) => n * vectors[j][i])));

// Over what may be seen; a row with nothing to see is 0 throughout.
export function softmax(scores, seen) {
  const most = Math.max(...scores.filter((_, j) => seen[j]));
  const sizes = scores.map((v, j) => (seen[j] ? Math.exp(v - most) : 0));
  const total = sum(sizes);
  return sizes.map((v) => (total ? v / total : 0));
}

// q, k, v: T vectors each; seen[i][j]: may query i look at key j? by: what a product is multiplied with, 1/√d.
export function forward({ q, k, v }, seen, by) {
  const scores = q.map((query) => k.map((key) => by * dot(query, key)));
  const weights = scores.map((row, i) => softmax(row, seen[i]));
  return { scores, weights, out: weights.map((row) => mixed(row, v)) };
}

// The gradients where `g` arrives at the output of query `pick` and nothing at the others.
export function backward({ q, k, v }, weights, pick, g, by) {
  const row = weights[pick];
  const dw = v.map((value) => dot(value, g));
  const common = sum(row.map((w, j) => w * dw[j]));
  const ds = row.map((w, j) => w * (dw[j] - common));
  return {
    dw,
    ds,
    dq: mixed(ds, k).map((each) => by * each),
    dk: ds.map((each) => q[pick].map((part) => by * each * part)),
    dv: row.map((w) => g.map((part) => w * part)),
  };
}

// In nats; 0 log 0 is 0.
export const entropy = (weights) => sum(weights.map((w) => (w > 0 ? -w * Math.log(w) : 0)));

const turned = ([x, y], angle) => {
  const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
  return [cos * x - sin * y, sin * x + cos * y];
};

// What a position makes of a vector, of a query, key or value; what undoes it; how a gradient passes it.
export const POSITIONS = {
  none: { put: (a) => a, back: (a) => a, grad: (a) => a },
  sinusoidal: {
    put: ([x, y], t) => [x + Math.sin(t), y + Math.cos(t)],
    back: ([x, y], t) => [x - Math.sin(t), y - Math.cos(t)],
    grad: (a) => a,
  },
  rotary: {
    put: (a, t, what) => (what === "v" ? a : turned(a, t)),
    back: (a, t, what) => (what === "v" ? a : turned(a, -t)),
    grad: (a, t, what) => (what === "v" ? a : turned(a, -t)),
  },
};
