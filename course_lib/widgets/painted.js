// A canvas under a plot: the sheet of a function as color, its level lines as strokes.
import { h, s } from "./ui.js";

// cover() lays it over the plot's area; paint(values, color) sets a pixel [red, green, blue, alpha] for each value.
export function painted(plane, n) {
  const canvas = h("canvas", { width: n, height: n, "aria-hidden": "true" });
  plane.box.classList.add("sheet");
  plane.box.prepend(canvas);
  const cover = () => {
    const [[left, right], [bottom, top]] = [plane.x.range, plane.y.range];
    const px = { left, top, width: right - left, height: bottom - top };
    for (const [name, v] of Object.entries(px)) canvas.style[name] = `${v}px`;
  };
  const paint = (values, color) => {
    const context = canvas.getContext("2d");
    const image = context.createImageData(n, n);
    values.forEach((v, i) => {
      image.data.set(color(v), 4 * i);
    });
    context.putImageData(image, 0, 0);
  };
  return { cover, paint };
}

const at = (plane, [x, y]) => `${plane.x(x).toFixed(1)} ${plane.y(y).toFixed(1)}`;

// All strokes [[x, y], [x, y]] as one path.
export const strokesOf = (plane, strokes, look) =>
  s("path", {
    class: look,
    d: strokes.map(([from, to]) => `M${at(plane, from)}L${at(plane, to)}`).join(""),
  });
