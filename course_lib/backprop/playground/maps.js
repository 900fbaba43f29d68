// Numbers to colors: one small picture for each map, blown up by the browser; and the points' marks.

import { sigmoid } from "../../losses/logits.js";
import { format } from "../../widgets/ui.js";

export const FINE = 72; // pixels a side of the large map
export const TILE = 24; // of a unit's map: the middles of 3 × 3 fine pixels
const PALE = 0.62;
export const REACH = 6; // the plane is [-6, 6]²

const mix = (a, b, t) => a.map((v, i) => Math.round(v + (b[i] - v) * t));
const css = (rgb) => `rgb(${rgb})`;

// The theme's colors, read once. A scale's entry i = 0 … 255 stands for −1 … 1; the plane's is paler, so that
// points stand out from it.
export function palette(host) {
  const style = getComputedStyle(host);
  const text = (name) => style.getPropertyValue(`--${name}`).trim();
  const read = (name) => [1, 3, 5].map((i) => parseInt(text(name).slice(i, i + 2), 16));
  const classes = [0, 1, 2, 3, 4].map((k) => read(`class${k}`));
  const neutral = read("neutral");
  const tones = (most) =>
    Array.from({ length: 256 }, (_, i) =>
      mix(neutral, classes[i < 128 ? 0 : 1], (most * Math.abs(i - 127.5)) / 127.5),
    );
  const packed = (list) => Uint32Array.from(list, ([r, g, b]) => 0xff000000 | (b << 16) | (g << 8) | r);
  const pale = tones(PALE);
  const at = (v) => (v > 1 ? 255 : v < -1 ? 0 : Math.round((v + 1) * 127.5) || 0);
  const plain = Object.fromEntries(
    ["ink", "card", "muted", "edge", "class0", "class1"].map((name) => [name, text(name)]),
  );
  return {
    ...plain,
    theme: host.dataset.theme,
    classes,
    neutral,
    at,
    strong: packed(tones(0.85)),
    scale: packed(pale),
    tone: (v) => css(pale[at(v)]),
    ofClass: (k) => css(classes[k]),
  };
}

// A map's tones reach to its largest number, and at least to 1.
export const largest = (map) => map.reduce((m, v) => Math.max(m, Math.abs(v)), 1);

export function paintScalar(pixels, map, { scale, at }, top = 1) {
  for (let i = 0; i < map.length; i += 1) pixels[i] = scale[at(map[i] / top)];
}

// The same, smaller, as tile number k of a picture TILE wide, without its corners.
export function paintTile(pixels, k, map, { strong, at }) {
  const step = FINE / TILE;
  const sample = (i) => map[(Math.floor(i / TILE) * step + 1) * FINE + (i % TILE) * step + 1];
  let top = 1;
  for (let i = 0; i < TILE * TILE; i += 1) top = Math.max(top, Math.abs(sample(i)));
  for (let i = 0; i < TILE * TILE; i += 1) {
    const [r, c] = [Math.floor(i / TILE), i % TILE];
    const corner = Math.min(r, TILE - 1 - r) + Math.min(c, TILE - 1 - c) < 2;
    pixels[k * TILE * TILE + i] = corner ? 0 : strong[at(sample(i) / top)];
  }
}

// What one score says for its class, before the scores share 1; `top` is the largest.
const weight = (loss, z, top) =>
  loss === "cross_entropy" ? Math.exp(z - top) : loss[0] === "b" ? sigmoid(z) : Math.max(0, (z + 1) / 2);

// One map a class: the classes' colors mixed by their shares, paler where the largest share is small.
export function paintClasses(pixels, maps, loss, { classes, neutral }, hard) {
  const n = maps.length;
  for (let i = 0; i < pixels.length; i += 1) {
    let best = 0;
    for (let c = 1; c < n; c += 1) if (maps[c][i] > maps[best][i]) best = c;
    const shares = maps.map((map, c) => (hard ? +(c === best) : weight(loss, map[i], maps[best][i])));
    const total = shares.reduce((a, b) => a + b) || 1;
    const sure = (shares[best] / total - 1 / n) / (1 - 1 / n);
    const rgb = [0, 1, 2].map(
      (j) =>
        neutral[j] +
        (shares.reduce((sum, w, c) => sum + (w / total) * classes[c][j], 0) - neutral[j]) *
          PALE *
          (0.3 + 0.7 * sure),
    );
    pixels[i] = 0xff000000 | (rgb[2] << 16) | (rgb[1] << 8) | rgb[0];
  }
}

// Where a number of the plane stands on a square of so many pixels; and an element, at a point.
export const onPlane = (v, size) => ((v / REACH + 1) * size) / 2;
export const place = (el, [a, b], size) => {
  el.style = `left: ${onPlane(a, size)}px; top: ${onPlane(-b, size)}px`;
};

// A number that may be very small.
export const tiny = (v, digits = 1) =>
  v && Math.abs(v) < 0.01 ? v.toExponential(digits).replaceAll("-", "−") : format(v, 2);

// A picture of small size: pixels to write, and show() to bring them to its canvas.
export function picture(canvas, width, height) {
  Object.assign(canvas, { width, height });
  const context = canvas.getContext("2d");
  const image = context.createImageData(width, height);
  return { pixels: new Uint32Array(image.data.buffer), show: () => context.putImageData(image, 0, 0) };
}

// A canvas of so many CSS pixels, sharp on any screen: a context in CSS pixels, empty.
export function sharp(canvas, width, height) {
  const ratio = Math.min(devicePixelRatio || 1, 2);
  Object.assign(canvas, { width: width * ratio, height: height * ratio });
  Object.assign(canvas.style, { width: `${width}px`, height: `${height}px` });
  const context = canvas.getContext("2d");
  context.scale(ratio, ratio);
  return context;
}

// disc, diamond, triangle, square, cross: their corners, x y x y …
const SHAPES = [
  "",
  "0 -1.3 1.3 0 0 1.3 -1.3 0",
  "0 -1.3 1.2 .9 -1.2 .9",
  "-1 -1 1 -1 1 1 -1 1",
  "-1.3 -.5 -.5 -.5 -.5 -1.3 .5 -1.3 .5 -.5 1.3 -.5 1.3 .5 .5 .5 .5 1.3 -.5 1.3 -.5 .5 -1.3 .5",
].map((corners) => corners.split(" ").map(Number));

// A class's mark; hollow for a point that is not trained on.
export function mark(context, x, y, shape, colour, { r = 3.2, edge, hollow }) {
  context.beginPath();
  const corners = SHAPES[shape];
  if (shape)
    for (let i = 0; i < corners.length; i += 2) context.lineTo(x + corners[i] * r, y + corners[i + 1] * r);
  else context.arc(x, y, r, 0, 7);
  context.closePath();
  context.lineWidth = hollow ? 1.5 : 1.6;
  [context.fillStyle, context.strokeStyle] = hollow ? [edge, colour] : [colour, edge];
  if (edge) context.stroke();
  context.fill();
  if (hollow) context.stroke();
}

// All points of `data` that are `seen`, on a square of so many pixels.
export function drawData(
  context,
  { x, y, n, nClasses },
  size,
  colours,
  options,
  seen = () => true,
  hollow = () => false,
) {
  for (let i = 0; i < n; i += 1) {
    if (seen(i))
      mark(
        context,
        onPlane(x[2 * i], size),
        onPlane(-x[2 * i + 1], size),
        nClasses && y[i],
        nClasses ? colours.ofClass(y[i]) : colours.tone(y[i]),
        { ...options, hollow: hollow(i) },
      );
  }
}
