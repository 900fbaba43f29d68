// The playground's data: points of the plane, in about [-6, 6]², with classes or numbers.
// The twin of data.py; the families are those of TensorFlow Playground (Smilkov and others 2017).
import { permutation, stream } from "../../widgets/ui/streams.js";
import { NOISE, POSITION, SPLIT } from "./purposes.js";

const polar = (radius, angle) => [radius * Math.cos(angle), radius * Math.sin(angle)];
const square = (u, v) => [12 * u - 6, 12 * v - 6];
const apart = (t) => t + (t < 0 ? -0.3 : 0.3); // leaves a gap along the axis
const BUMPS = [
  [-4, 2.5, 1],
  [0, 2.5, -1],
  [4, 2.5, 1],
  [-4, -2.5, -1],
  [0, -2.5, 1],
  [4, -2.5, -1],
];

// (u, v) uniform in the unit square, class k of n → point of the plane
const PLACES = {
  circle: (u, v, k, n) => polar((5 * (k + 0.7 * u)) / (n - 0.3), 2 * Math.PI * v),
  xor: (u, v) => [apart(10 * u - 5), apart(10 * v - 5)],
  gauss: (u, v, k, n) => {
    const [a, b] = polar(3, Math.PI / 4 + (2 * Math.PI * k) / n);
    const [x, y] = polar(Math.sqrt(-Math.log(1 - u)), 2 * Math.PI * v); // normal with variance 1/2
    return [a + x, b + y];
  },
  spiral: (u, _v, k, n) => polar(5 * u, 3.5 * Math.PI * u + (2 * Math.PI * k) / n),
  plane: square,
  hills: square,
};

const VALUES = {
  plane: (x, y) => (x + y) / 10,
  hills: (x, y) =>
    BUMPS.reduce((sum, [a, b, s]) => sum + s * Math.exp(-((x - a) ** 2 + (y - b) ** 2) / 2), 0),
};

export const DATASETS = Object.keys(PLACES);
export const isRegression = (name) => name in VALUES;

// { x (n, 2), y (n), n, nClasses }: y is a class number, or with nClasses 0 a number.
// circle, gauss and spiral take two classes and more; xor has two. `noise` is the standard deviation of what
// moves each coordinate of a class's point, and of what is added to a number. Fewer points are a prefix of
// more, and with the same seed more noise moves the same points further.
export function makeData({ name, nSamples = 500, nClasses = 2, noise = 0, seed = 0 }) {
  const classes = isRegression(name) ? 0 : name === "xor" ? 2 : nClasses;
  const [place, shift] = [stream(seed, POSITION), stream(seed, NOISE)];
  const [x, y] = [new Float64Array(2 * nSamples), new Float64Array(nSamples)];
  for (let i = 0; i < nSamples; i += 1) {
    const k = i % classes; // NaN without classes, and unused
    const [a, b] = PLACES[name](place.uniform(), place.uniform(), k, classes);
    const [da, db] = [noise * shift.normal(), noise * shift.normal()];
    y[i] = classes ? (name === "xor" ? Number(a * b >= 0) : k) : VALUES[name](a, b) + da;
    x.set(classes ? [a + da, b + db] : [a, b], 2 * i);
  }
  return { x, y, n: nSamples, nClasses: classes };
}

export const FEATURES = {
  x1: (a) => a,
  x2: (_a, b) => b,
  x1_squared: (a) => a * a,
  x2_squared: (_a, b) => b * b,
  x1_x2: (a, b) => a * b,
  sin_x1: (a) => Math.sin(a),
  sin_x2: (_a, b) => Math.sin(b),
};

// points (n, 2) → network inputs (n, names.length)
export function expandFeatures(points, names) {
  const n = points.length / 2;
  const out = new Float64Array(n * names.length);
  names.forEach((name, j) => {
    for (let r = 0; r < n; r += 1)
      out[r * names.length + j] = FEATURES[name](points[2 * r], points[2 * r + 1]);
  });
  return out;
}

// Row numbers { train, test }: round(share · n) rows train, drawn by the seed.
export function splitRows(n, share, seed) {
  const order = permutation(stream(seed, SPLIT), n);
  const count = Math.round(share * n);
  return { train: order.subarray(0, count), test: order.subarray(count) };
}
