// The network: conv 5×5 (8) – relu – max pool – conv 5×5 (16) – relu – max pool – dense 32 – relu – dense 10. No DOM.
import { WEIGHTS } from "./weights.js";

export const SIDE = 28;
const PIXELS = SIDE * SIDE;
const SHAPES = [
  [8, 25],
  [16, 200],
  [32, 256],
  [10, 32],
];
const CONV = { k: 5 };
const FIRST = { ...CONV, channels: 1, filters: 8, side: 28, out: 24 };
const SECOND = { ...CONV, channels: 8, filters: 16, side: 12, out: 8 };

// What two bytes say as a float16.
function half(bits) {
  const [sign, exponent, fraction] = [bits >> 15 ? -1 : 1, (bits >> 10) & 31, bits & 1023];
  return sign * (exponent ? 2 ** (exponent - 15) * (1 + fraction / 1024) : 2 ** -24 * fraction);
}

// Layer after layer { weight, bias }: whole numbers times the scale of their row.
export function unpacked(text) {
  const bytes = Uint8Array.from(atob(text), (c) => c.charCodeAt(0));
  let at = 0;
  let rest = SHAPES.reduce((sum, [n, m]) => sum + n * m, 0);
  const halves = (n) => {
    const out = Float64Array.from({ length: n }, (_, i) =>
      half(bytes[rest + 2 * i] | (bytes[rest + 2 * i + 1] << 8)),
    );
    rest += 2 * n;
    return out;
  };
  return SHAPES.map(([n, m]) => {
    const scale = halves(n);
    const weight = Float64Array.from(
      { length: n * m },
      (_, i) => ((bytes[at + i] << 24) >> 24) * scale[(i / m) | 0],
    );
    at += n * m;
    return { weight, bias: halves(n) };
  });
}

let loaded = null;
export const layers = () => {
  loaded ??= unpacked(WEIGHTS);
  return loaded;
};

// Each pixel hands its part to every output whose window it lies in; an empty pixel has none.
function conv(x, { weight, bias }, { channels, filters, side, out, k }) {
  const y = new Float64Array(filters * out * out);
  for (let f = 0; f < filters; f += 1) y.fill(bias[f], f * out * out, (f + 1) * out * out);
  for (let at = 0; at < x.length; at += 1) {
    if (x[at] === 0) continue;
    const c = (at / (side * side)) | 0;
    const row = ((at / side) | 0) % side;
    const column = at % side;
    for (let a = Math.max(0, row - out + 1); a <= Math.min(k - 1, row); a += 1)
      for (let b = Math.max(0, column - out + 1); b <= Math.min(k - 1, column); b += 1) {
        const place = (row - a) * out + column - b;
        for (let f = 0; f < filters; f += 1)
          y[f * out * out + place] += weight[((f * channels + c) * k + a) * k + b] * x[at];
      }
  }
  return y;
}

// The transpose: what comes back to each pixel.
function convBack(grad, { weight }, { channels, side, out, k }) {
  const x = new Float64Array(channels * side * side);
  for (let at = 0; at < grad.length; at += 1) {
    if (grad[at] === 0) continue;
    const f = (at / (out * out)) | 0;
    const row = ((at / out) | 0) % out;
    const column = at % out;
    for (let c = 0; c < channels; c += 1)
      for (let a = 0; a < k; a += 1)
        for (let b = 0; b < k; b += 1)
          x[(c * side + row + a) * side + column + b] +=
            grad[at] * weight[((f * channels + c) * k + a) * k + b];
  }
  return x;
}

const relu = (x) => x.map((v) => Math.max(v, 0));

// The largest of each 2×2 pixels and where it was; of equal ones the first.
function pool(x, side) {
  const half = side / 2;
  const n = x.length / 4;
  const [y, from] = [new Float64Array(n), new Int32Array(n)];
  for (let i = 0; i < n; i += 1) {
    const map = (i / (half * half)) | 0;
    const first = map * side * side + 2 * (((i / half) | 0) % half) * side + 2 * (i % half);
    let best = first;
    for (const at of [first + 1, first + side, first + side + 1]) if (x[at] > x[best]) best = at;
    y[i] = x[best];
    from[i] = best;
  }
  return { y, from };
}

function dense(x, { weight, bias }) {
  const n = x.length;
  return bias.map((b, i) => {
    let sum = b;
    for (let j = 0; j < n; j += 1) sum += weight[i * n + j] * x[j];
    return sum;
  });
}

// All that the network computes of a picture of 784 numbers; first and second are its maps, after relu.
export function forward(image) {
  const [one, two] = layers();
  const first = relu(conv(image, one, FIRST));
  const small = pool(first, FIRST.out);
  const second = relu(conv(small.y, two, SECOND));
  const last = pool(second, SECOND.out);
  return { first, small, second, last, ...classified(last.y) };
}

function classified(features) {
  const [, , three, four] = layers();
  const hidden = relu(dense(features, three));
  return { hidden, scores: dense(hidden, four) };
}

// The gradient of one score by each pixel.
export function gradient(all, target) {
  const [one, two, three, four] = layers();
  const hidden = all.hidden.map((v, j) => (v > 0 ? four.weight[target * 32 + j] : 0));
  const second = new Float64Array(all.second.length);
  for (let i = 0; i < 256; i += 1) {
    let sum = 0;
    for (let j = 0; j < 32; j += 1) sum += hidden[j] * three.weight[j * 256 + i];
    if (all.last.y[i] > 0) second[all.last.from[i]] = sum;
  }
  const small = convBack(second, two, SECOND);
  const first = new Float64Array(all.first.length);
  small.forEach((v, i) => {
    if (all.small.y[i] > 0) first[all.small.from[i]] = v;
  });
  return convBack(first, one, FIRST);
}

export function softmax(scores) {
  const most = Math.max(...scores);
  const e = scores.map((v) => Math.exp(v - most));
  const sum = e.reduce((a, b) => a + b, 0);
  return e.map((v) => v / sum);
}

export const STRIDE = 2;
// Places of the cover in one direction.
export const placesOf = (patch) => Math.floor((SIDE - patch) / STRIDE) + 1;

export function coveredAt(image, place, patch) {
  const n = placesOf(patch);
  const [top, left] = [STRIDE * Math.floor(place / n), STRIDE * (place % n)];
  const out = image.slice();
  for (let i = top; i < top + patch; i += 1) out.fill(0, i * SIDE + left, i * SIDE + left + patch);
  return out;
}

// How far a score falls for each place of the cover. A convolution is linear: only what the cover takes away goes
// through it, and is added to what the whole picture gave.
export function occlusion(image, target, patch) {
  const [one, two] = layers().map(({ weight, bias }) => ({ weight, bias: bias.map(() => 0) }));
  const [whole, first] = [forward(image), conv(image, layers()[0], FIRST)];
  const second = conv(whole.small.y, layers()[1], SECOND);
  return Float64Array.from({ length: placesOf(patch) ** 2 }, (_, place) => {
    const taken = coveredAt(image, place, patch).map((v, i) => v - image[i]);
    if (taken.every((v) => v === 0)) return 0;
    const small = pool(relu(plus(first, conv(taken, one, FIRST))), FIRST.out).y;
    const change = small.map((v, i) => v - whole.small.y[i]);
    const last = pool(relu(plus(second, conv(change, two, SECOND))), SECOND.out).y;
    return whole.scores[target] - classified(last).scores[target];
  });
}

const plus = (a, b) => a.map((v, i) => v + b[i]);

export const empty = () => new Float64Array(PIXELS);
