// What the digit explorer shows, from its settings alone. No DOM.
import { drawn, moved } from "./drawing.js";
import {
  coveredAt,
  empty,
  forward,
  gradient,
  occlusion,
  placesOf,
  SIDE,
  STRIDE,
  softmax,
} from "./network.js";

export const MAPS = [
  ...Array.from({ length: 8 }, (_, i) => ({ layer: "first", i, side: 24 })),
  ...Array.from({ length: 16 }, (_, i) => ({ layer: "second", i, side: 8 })),
];
export const nameOf = ({ layer, i }) => `${layer} layer, filter ${i + 1}`;

const real = {};
function pixelsOf(text) {
  real[text] ??= Float64Array.from(atob(text), (c) => Math.fround(c.charCodeAt(0) / 255)); // float32, as load_mnist_sample has them;
  return real[text];
}

export const argmax = (values) => values.reduce((best, v, i) => (v > values[best] ? i : best), 0);

// A probability for people; certain it never is.
export function percent(p) {
  if (p < 0.0005) return "< 0.1 %";
  return p > 0.9995 ? "> 99.9 %" : `${(100 * p).toFixed(1)} %`;
}

// The picture before anything is done to it.
function given({ strokes, digit, pen, fit }, pixels) {
  if (strokes.length) return drawn(strokes, pen, fit);
  return digit && pixels[digit] ? pixelsOf(pixels[digit]) : empty();
}

const once = new Map(); // the last picture's occlusion: a cover that moves on does not ask again
function costs(image, target, patch) {
  const key = `${target} ${patch} ${image.join()}`;
  if (!once.has(key)) {
    once.clear();
    once.set(key, occlusion(image, target, patch));
  }
  return once.get(key);
}

const pushed = (image, slopes, by) =>
  image.map((v, i) => Math.min(1, Math.max(0, v + by * Math.sign(slopes[i]))));

// `hurried`: a pen is on the board, and what takes long waits.
export function analyse(state, pixels, hurried = false) {
  const plain = moved(given(state, pixels), state.right, state.down, state.turn);
  const before = forward(plain);
  const target = state.target === "winner" ? argmax(before.scores) : Number(state.target);
  const image = state.push ? pushed(plain, gradient(before, target), state.push) : plain;
  const whole = state.push ? forward(image) : before;
  const n = placesOf(state.patch);
  const covered = state.covered >= 0 && state.covered < n * n ? state.covered : -1;
  const seen = covered < 0 ? image : coveredAt(image, covered, state.patch);
  const all = covered < 0 ? whole : forward(seen);
  const probabilities = softmax(all.scores);
  return {
    image,
    seen,
    all,
    target,
    probabilities,
    covered,
    places: n,
    winner: argmax(all.scores),
    blank: image.every((v) => v === 0),
    fall: whole.scores[target] - all.scores[target],
    looked: hurried ? null : lookedAt(state, { image, whole, target, covered, n }),
  };
}

// The map of where it looked: values, in `side` by `side` squares, and its peak.
function lookedAt({ look, patch }, { image, whole, target, covered, n }) {
  if (look === "none") return null;
  if (look === "occlusion") {
    const every = costs(image, target, patch);
    const values = covered < 0 ? every : every.map((v, i) => (i <= covered ? v : 0));
    return { values, side: n, step: STRIDE, from: patch / 2 - 1, size: patch, ...peakOf(values, n) };
  }
  const slopes = gradient(whole, target);
  const values = look === "saliency" ? slopes.map(Math.abs) : slopes;
  return { values, side: SIDE, step: 1, from: 0, size: 1, ...peakOf(values, SIDE) };
}

// The largest in size: its value, row and column.
function peakOf(values, side) {
  const at = argmax(values.map(Math.abs));
  return { value: values[at], row: Math.floor(at / side), column: at % side };
}

// The picked map, its peak and the window of the picture that the peak sees.
export function picked({ map }, { all }) {
  const { layer, i, side } = MAPS[map];
  const values = all[layer].subarray(i * side * side, (i + 1) * side * side);
  const peak = peakOf(values, side);
  const [step, size] = layer === "first" ? [1, 5] : [2, 14];
  return { ...MAPS[map], values, peak, window: { top: step * peak.row, left: step * peak.column, size } };
}

// The next place of the cover; null behind the last.
export function following({ patch, covered }) {
  const n = placesOf(patch) ** 2;
  return covered + 1 < n ? covered + 1 : null;
}
