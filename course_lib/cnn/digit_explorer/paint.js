// Numbers as shades: ink on paper, or a map laid over it. The canvas holds black; in the dark CSS turns it to white.
import { h } from "../../widgets/ui.js";

export const canvasOf = (side, look) =>
  h("canvas", { class: look, width: side, height: side, "aria-hidden": "true" });

// put(i) → [red, green, blue, alpha] of each pixel.
function fill(canvas, put) {
  const context = canvas.getContext("2d");
  const image = context.createImageData(canvas.width, canvas.height);
  for (let i = 0; i < image.data.length / 4; i += 1) image.data.set(put(i), 4 * i);
  context.putImageData(image, 0, 0);
}

export function ink(canvas, values, most = 1) {
  const factor = most > 0 ? 255 / most : 0;
  fill(canvas, (i) => [0, 0, 0, values[i] * factor]);
}

const [ABOVE, BELOW] = [
  [213, 94, 0],
  [0, 114, 178],
];
export const FINE = 2; // of the canvas for each pixel of the picture

// Orange where a value is above 0, blue and dotted where it is below; the largest is the most opaque.
export function overlay(canvas, looked) {
  if (!looked) return fill(canvas, () => [0, 0, 0, 0]);
  const { values, side, step, from, value } = looked;
  const most = Math.abs(value) || 1;
  const wide = canvas.width;
  return fill(canvas, (i) => {
    const [x, y] = [i % wide, Math.floor(i / wide)];
    const [column, row] = [x, y].map((v) => Math.floor((v / FINE - from) / step));
    if (row < 0 || column < 0 || row >= side || column >= side) return [0, 0, 0, 0];
    const v = values[row * side + column] / most;
    const dot = v > 0 || (x + y) % 2 === 0;
    return [...(v > 0 ? ABOVE : BELOW), dot ? 230 * Math.abs(v) ** 0.7 : 0];
  });
}
