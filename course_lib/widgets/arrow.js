// A line with a head from one point of a plot to another; too short a one is only its head's middle.
import { s } from "./ui.js";

export function arrow(plane, from, to, look, more = {}) {
  const [[x0, y0], [x1, y1]] = [from, to].map(([x, y]) => [plane.x(x), plane.y(y)]);
  const size = Math.hypot(x1 - x0, y1 - y0);
  const head = Math.min(12, size);
  const [ux, uy] = size ? [(x1 - x0) / size, (y1 - y0) / size] : [1, 0];
  const wing = (side) => `${x1 - head * (ux - side * uy * 0.5)} ${y1 - head * (uy + side * ux * 0.5)}`;
  return s(
    "g",
    { class: `arrow ${look}`, ...more },
    s("path", { class: "shaft", d: `M${x0} ${y0}L${x1 - ux * head * 0.8} ${y1 - uy * head * 0.8}` }),
    s("path", { class: "head", d: `M${x1} ${y1}L${wing(1)}L${wing(-1)}Z` }),
  );
}
