// The surface from above: darker where it is higher, a line wherever the height is the same, the gradient as an arrow.
import { format, h, handle, plot, s } from "../../widgets/ui.js";
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
  const canvas = h("canvas", { width: N, height: N, "aria-hidden": "true" });
  map.box.classList.add("sheet");
  map.box.prepend(canvas);
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
  let painted = {};
  const draw = (a, width) => {
    map.layout({ width, height: Math.min(width, 330), x: [-EDGE, EDGE], y: [-EDGE, EDGE] });
    over(canvas, map);
    if (painted.name !== state.surface) painted = { name: state.surface, ...paint(canvas, state.surface) };
    const { x1, x2 } = state;
    const [g1, g2] = a.gradient.map((v) => SCALE * v);
    map.under.replaceChildren(contours(map, painted.strokes));
    map.marks.replaceChildren(
      arrow(map, [x1, x2], [x1 + g1, x2], "one"),
      arrow(map, [x1, x2], [x1, x2 + g2], "two"),
      arrow(map, [x1, x2], [x1 + g1, x2 + g2], "both"),
    );
    hand.place();
  };
  return { el: map.box, draw };
}

function over(canvas, map) {
  const [[left, right], [bottom, top]] = [map.x.range, map.y.range];
  const px = { left, top, width: right - left, height: bottom - top };
  for (const [name, v] of Object.entries(px)) canvas.style[name] = `${v}px`;
}

function paint(canvas, name) {
  const made = sheet(SURFACES[name].value, N, EDGE);
  const [low, high] = [Math.min(...made.values), Math.max(...made.values)];
  const context = canvas.getContext("2d");
  const image = context.createImageData(N, N);
  made.values.forEach((v, i) => {
    image.data.set([0, 114, 178, (170 * (v - low)) / (high - low)], 4 * i);
  });
  context.putImageData(image, 0, 0);
  const level = (k) => low + ((high - low) * (k + 0.5)) / LEVELS;
  return { strokes: Array.from({ length: LEVELS }, (_, k) => levelLine(made, N, level(k))).flat() };
}

const at = (map, [x, y]) => `${map.x(x).toFixed(1)} ${map.y(y).toFixed(1)}`;

const contours = (map, strokes) =>
  s("path", {
    class: "contours",
    d: strokes.map(([from, to]) => `M${at(map, from)}L${at(map, to)}`).join(""),
  });

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
