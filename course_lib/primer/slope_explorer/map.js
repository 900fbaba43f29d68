// The surface from above: darker where it is higher, a line wherever the height is the same, the gradient as an arrow.

import { painted, strokesOf } from "../../widgets/painted.js";
import { format, handle, plot, s } from "../../widgets/ui.js";
import { levelLine, sheet } from "../sheet.js";
import { SURFACES } from "./functions.js";
import { REACH } from "./graph.js";

const N = 41;
const EDGE = 2.2; // a little more than a point can go
const SCALE = 0.25; // units of the map for one unit of slope
const LEVELS = 9;

export function mapView({ state, byHand }) {
  const map = plot({
    label: "The surface from above",
    xLabel: "x₁",
    yLabel: "x₂",
    margin: { left: 40, bottom: 38, top: 6, right: 8 },
  });
  const { cover, paint } = painted(map, N);
  const hand = handle(map, {
    label: "The point on the surface",
    "data-hand": "map",
    shape: s("circle", { class: "here", r: 7 }),
    get: () => ({ x: state.x1, y: state.x2 }),
    set: ({ x, y }) => byHand({ x1: x, x2: y }),
    bounds: () => ({ x: [-REACH, REACH], y: [-REACH, REACH] }),
    step: () => ({ x: 0.05, y: 0.05 }),
    describe: () => `x₁ ${format(state.x1)}, x₂ ${format(state.x2)}`,
  });
  let [surface, strokes] = ["", []];
  const draw = (a, width) => {
    map.layout({ width, height: Math.min(width, 330), x: [-EDGE, EDGE], y: [-EDGE, EDGE] });
    cover();
    if (surface !== state.surface) {
      surface = state.surface;
      strokes = relief(surface, paint);
    }
    const { x1, x2 } = state;
    const [g1, g2] = a.gradient.map((v) => SCALE * v);
    map.under.replaceChildren(strokesOf(map, strokes, "contours"));
    map.marks.replaceChildren(
      arrow(map, [x1, x2], [x1 + g1, x2], "one"),
      arrow(map, [x1, x2], [x1, x2 + g2], "two"),
      arrow(map, [x1, x2], [x1 + g1, x2 + g2], "both"),
    );
    hand.place();
  };
  return { el: map.box, draw };
}

// Paints the surface, and returns its lines of equal height.
function relief(name, paint) {
  const made = sheet(SURFACES[name].value, N, EDGE);
  const [low, high] = [Math.min(...made.values), Math.max(...made.values)];
  paint(made.values, (v) => [0, 114, 178, (170 * (v - low)) / (high - low)]);
  const level = (k) => low + ((high - low) * (k + 0.5)) / LEVELS;
  return Array.from({ length: LEVELS }, (_, k) => levelLine(made, N, level(k))).flat();
}

function arrow(map, from, to, look) {
  const [x0, y0, x1, y1] = [map.x(from[0]), map.y(from[1]), map.x(to[0]), map.y(to[1])];
  const size = Math.hypot(x1 - x0, y1 - y0);
  const head = Math.min(11, size);
  const [ux, uy] = size ? [(x1 - x0) / size, (y1 - y0) / size] : [1, 0];
  const wing = (side) => `${x1 - head * (ux - side * uy * 0.5)} ${y1 - head * (uy + side * ux * 0.5)}`;
  return s(
    "g",
    { class: `arrow ${look}` },
    s("path", { class: "shaft", d: `M${x0} ${y0}L${x1 - ux * head * 0.8} ${y1 - uy * head * 0.8}` }),
    s("path", { class: "head", d: `M${x1} ${y1}L${wing(1)}L${wing(-1)}Z` }),
  );
}
