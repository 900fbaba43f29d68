// Numbers to colours: one small picture for each map, blown up by the browser.
import { sigmoid } from "../losses/logits.js";

export const FINE = 72; // pixels a side of the large map
export const TILE = 24; // of a unit's map, every third pixel of the fine one
const STEP = FINE / TILE;
const CORNERS = [0, 1, 2, TILE, 2 * TILE]; // left out, for round corners

const channels = (hex) => [1, 3, 5].map((i) => parseInt(hex.slice(i, i + 2), 16));
const pack = ([r, g, b]) => ((255 << 24) | (b << 16) | (g << 8) | r) >>> 0;
const mix = (a, b, t) => a.map((v, i) => Math.round(v + (b[i] - v) * t));
const css = (rgb) => `rgb(${rgb})`;

// The theme's colours, read once. `scale[i]`: i = 0 … 255 stands for −1 … 1.
export function palette(host) {
  const style = getComputedStyle(host);
  const read = (name) => channels(style.getPropertyValue(name).trim());
  const classes = [0, 1, 2, 3, 4].map((k) => read(`--class${k}`));
  const [neutral, ink, card, edge] = ["--neutral", "--ink", "--card", "--edge"].map(read);
  const tones = Array.from({ length: 256 }, (_, i) => mix(neutral, classes[i < 128 ? 0 : 1], Math.abs(i - 127.5) / 127.5));
  const scale = Uint32Array.from(tones, pack);
  const at = (v) => (v > 1 ? 255 : v < -1 ? 0 : v === v ? Math.round((v + 1) * 127.5) : 128);
  return {
    classes, neutral, scale, at, ink: css(ink), card: css(card), edge: css(edge),
    train: style.getPropertyValue("--class1"), test: style.getPropertyValue("--class0"),
    tone: (v) => css(tones[at(v)]), ofClass: (k) => css(classes[k]),
  };
}

export const largest = (map) => map.reduce((m, v) => Math.max(m, Math.abs(v)), 1);

// One number a pixel, −top … top, as a fine picture; with `hard`, its sign alone.
export function paintScalar(pixels, map, { scale, at }, top = 1, hard = false) {
  for (let i = 0; i < map.length; i += 1) pixels[i] = scale[at(hard ? Math.sign(map[i]) : map[i] / top)];
}

// The same as tile number k of a picture TILE wide.
export function paintTile(pixels, k, map, { scale, at }) {
  const from = k * TILE * TILE;
  const top = largest(map);
  for (let r = 0; r < TILE; r += 1) {
    const row = (r * STEP + 1) * FINE + 1;
    for (let c = 0; c < TILE; c += 1) pixels[from + r * TILE + c] = scale[at(map[row + c * STEP] / top)];
  }
  for (const i of CORNERS) {
    const [r, c] = [Math.floor(i / TILE), i % TILE];
    for (const [a, b] of [[r, c], [r, TILE - 1 - c], [TILE - 1 - r, c], [TILE - 1 - r, TILE - 1 - c]]) pixels[from + a * TILE + b] = 0;
  }
}

// What one score says about its class, before the scores share 1.
const weight = (loss, z, top) => (loss === "cross_entropy" ? Math.exp(z - top)
  : loss === "binary_cross_entropy_with_logits" ? sigmoid(z) : Math.max(0, (z + 1) / 2));

// One map a class: the classes' colours mixed by their shares, paler where the largest share is small.
export function paintClasses(pixels, maps, loss, { classes, neutral }, hard = false) {
  const n = maps.length;
  const share = new Float64Array(n);
  for (let i = 0; i < pixels.length; i += 1) {
    let best = 0;
    for (let c = 1; c < n; c += 1) if (maps[c][i] > maps[best][i]) best = c;
    let total = 0;
    for (let c = 0; c < n; c += 1) total += share[c] = hard ? +(c === best) : weight(loss, maps[c][i], maps[best][i]);
    const sure = total ? (share[best] / total - 1 / n) / (1 - 1 / n) : 0;
    const pale = 0.15 + 0.85 * sure;
    let packed = 255 << 24;
    for (let channel = 0; channel < 3; channel += 1) {
      let v = 0;
      for (let c = 0; c < n; c += 1) v += (share[c] / (total || 1)) * classes[c][channel];
      packed |= Math.round(neutral[channel] + (v - neutral[channel]) * pale) << (8 * channel);
    }
    pixels[i] = packed;
  }
}

// A picture of small size: pixels to write and show() to bring them to its canvas.
export function picture(canvas, width, height) {
  [canvas.width, canvas.height] = [width, height];
  const context = canvas.getContext("2d");
  const image = context.createImageData(width, height);
  return { canvas, pixels: new Uint32Array(image.data.buffer), show: () => context.putImageData(image, 0, 0) };
}

// A canvas of so many CSS pixels, sharp on any screen; returns a context in CSS pixels.
export function sharp(canvas, width, height) {
  const ratio = Math.min(devicePixelRatio || 1, 2);
  Object.assign(canvas, { width: Math.round(width * ratio), height: Math.round(height * ratio) });
  Object.assign(canvas.style, { width: `${width}px`, height: `${height}px` });
  const context = canvas.getContext("2d");
  context.scale(ratio, ratio);
  return context;
}

const SHAPES = [
  (c, r) => c.arc(0, 0, r, 0, 7),
  (c, r) => { const d = 1.25 * r; c.moveTo(0, -d); c.lineTo(d, 0); c.lineTo(0, d); c.lineTo(-d, 0); c.closePath(); },
  (c, r) => { c.moveTo(0, -1.2 * r); c.lineTo(1.15 * r, 0.9 * r); c.lineTo(-1.15 * r, 0.9 * r); c.closePath(); },
  (c, r) => c.rect(-0.9 * r, -0.9 * r, 1.8 * r, 1.8 * r),
  (c, r) => { for (const [a, b] of [[1, 1], [1, -1]]) { c.moveTo(-a * r, -b * r); c.lineTo(a * r, b * r); } },
];

// A class's mark at (x, y): disc, diamond, triangle, square, cross; hollow for what is not trained on.
export function mark(context, x, y, shape, colour, { r = 3.2, hollow = false, card }) {
  context.save();
  context.translate(x, y);
  context.beginPath();
  SHAPES[shape](context, r);
  const cross = shape === 4;
  context.lineWidth = cross ? 4.2 : hollow ? 3 : 1.6;
  context.strokeStyle = card;
  context.stroke();
  if (hollow || cross) {
    context.lineWidth = cross && !hollow ? 2.4 : 1.3;
    context.strokeStyle = colour;
    context.stroke();
  }
  if (!cross) {
    context.fillStyle = hollow ? card : colour;
    context.fill();
  }
  context.restore();
}
