// From the strokes of a pen to the 28 × 28 gray pixels that the network sees: drawing.py in JavaScript. No DOM.
import { empty, SIDE } from "./network.js";

const INNER = 20;
const CENTRE = 14.5;
const LEAST = 4;
const clamp = (v) => Math.min(1, Math.max(0, v));

export function drawn(strokes, pen, fit) {
  if (!fit || !strokes.length) return inked(strokes, pen);
  const fitted = fittedIn(strokes, pen);
  const [right, down] = offCentre(inked(fitted, pen));
  return inked(
    fitted.map((stroke) => stroke.map((v, i) => v + (i % 2 ? down : right))),
    pen,
  );
}

// Scaled so that points and pen fill the box, its middle in the middle.
function fittedIn(strokes, pen) {
  const [xs, ys] = [0, 1].map((odd) => strokes.flatMap((stroke) => stroke.filter((_, i) => i % 2 === odd)));
  const [x0, x1, y0, y1] = [Math.min(...xs), Math.max(...xs), Math.min(...ys), Math.max(...ys)];
  const largest = Math.max(x1 - x0, y1 - y0);
  const scale = largest >= LEAST ? (INNER - pen) / largest : 1;
  const middle = [(x0 + x1) / 2, (y0 + y1) / 2];
  return strokes.map((stroke) => stroke.map((v, i) => (v - middle[i % 2]) * scale + SIDE / 2));
}

// From the center of mass to where MNIST has it.
function offCentre(image) {
  let [total, x, y] = [0, 0, 0];
  image.forEach((v, i) => {
    total += v;
    x += v * ((i % SIDE) + 0.5);
    y += v * (Math.floor(i / SIDE) + 0.5);
  });
  return [CENTRE - x / total, CENTRE - y / total];
}

// How far each pixel lies under the pen: 1 within, 0 outside, a slope of one pixel between.
function inked(strokes, pen) {
  const image = empty();
  const reach = pen / 2 + 0.5;
  for (const stroke of strokes)
    for (let i = 0; i < Math.max(stroke.length - 2, 2); i += 2) {
      const [x0, y0, x1 = stroke[0], y1 = stroke[1]] = stroke.slice(i, i + 4);
      const [dx, dy] = [x1 - x0, y1 - y0];
      const length = dx * dx + dy * dy;
      const span = (a, b) => [
        Math.max(0, Math.floor(Math.min(a, b) - reach - 0.5)),
        Math.min(SIDE - 1, Math.ceil(Math.max(a, b) + reach)),
      ];
      const [[left, right], [top, bottom]] = [span(x0, x1), span(y0, y1)];
      for (let row = top; row <= bottom; row += 1)
        for (let column = left; column <= right; column += 1) {
          const [px, py] = [column + 0.5 - x0, row + 0.5 - y0];
          const along = length ? clamp((px * dx + py * dy) / length) : 0;
          const distance = Math.sqrt((px - along * dx) ** 2 + (py - along * dy) ** 2);
          const at = row * SIDE + column;
          image[at] = Math.max(image[at], clamp(reach - distance));
        }
    }
  return image;
}

// Turned clockwise by so many degrees about the middle, then moved by whole pixels; between pixels it is blended.
export function moved(image, right, down, turn) {
  if (!right && !down && !turn) return image;
  const angle = (turn * Math.PI) / 180;
  const [cos, sin, middle] = [Math.cos(angle), Math.sin(angle), (SIDE - 1) / 2];
  const at = (row, column) =>
    row >= 0 && row < SIDE && column >= 0 && column < SIDE ? image[row * SIDE + column] : 0;
  return image.map((_, i) => {
    const [v, u] = [Math.floor(i / SIDE) - down - middle, (i % SIDE) - right - middle];
    const [x, y] = [cos * u + sin * v + middle, cos * v - sin * u + middle];
    const [left, top] = [Math.floor(x), Math.floor(y)];
    const [fx, fy] = [x - left, y - top];
    const upper = (1 - fx) * at(top, left) + fx * at(top, left + 1);
    const lower = (1 - fx) * at(top + 1, left) + fx * at(top + 1, left + 1);
    return (1 - fy) * upper + fy * lower;
  });
}
