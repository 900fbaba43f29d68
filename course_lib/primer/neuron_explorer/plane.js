// The plane of all inputs, coloured by the output: blue above zero, orange below, a line between.
import { format, h, handle, plot, s } from "../../widgets/ui.js";
import { levelLine, sheet } from "../sheet.js";
import { forward } from "./network.js";

const [N, REACH] = [49, 3];
const [ABOVE, BELOW] = [
  [0, 114, 178],
  [213, 94, 0],
];

export function planeView({ state, byHand }) {
  const plane = plot({
    label: "All inputs, coloured by the output",
    xLabel: "input x₁",
    yLabel: "input x₂",
    margin: { left: 40, bottom: 38, top: 6, right: 8 },
  });
  const canvas = h("canvas", { width: N, height: N, "aria-hidden": "true" });
  plane.box.classList.add("sheet");
  plane.box.prepend(canvas);
  const hand = handle(plane, {
    label: "The inputs x₁ and x₂",
    "data-hand": "x",
    shape: s("circle", { class: "tip", r: 7 }),
    get: () => ({ x: state.x1, y: state.x2 }),
    set: ({ x, y }) => byHand({ x1: x, x2: y }),
    bounds: () => ({ x: [-REACH, REACH], y: [-REACH, REACH] }),
    step: () => ({ x: 0.1, y: 0.1 }),
    describe: () => `x₁ ${format(state.x1)}, x₂ ${format(state.x2)}`,
  });
  const painted = { weights: null };
  const draw = (width) => {
    plane.layout({ width, height: Math.min(width, 300), x: [-REACH, REACH], y: [-REACH, REACH] });
    over(canvas, plane);
    if (painted.weights !== String(state.weights)) {
      painted.weights = String(state.weights);
      painted.zero = paint(
        canvas,
        sheet((x1, x2) => forward(state.weights, x1, x2).output, N, REACH),
      );
    }
    plane.under.replaceChildren(...lines(plane, state.weights), zero(plane, painted.zero));
    hand.place();
  };
  return { el: plane.box, draw };
}

function over(canvas, plane) {
  const [[left, right], [bottom, top]] = [plane.x.range, plane.y.range];
  const px = { left, top, width: right - left, height: bottom - top };
  for (const [name, v] of Object.entries(px)) canvas.style[name] = `${v}px`;
}

function paint(canvas, made) {
  const context = canvas.getContext("2d");
  const image = context.createImageData(N, N);
  made.values.forEach((v, i) => {
    image.data.set([...(v > 0 ? ABOVE : BELOW), 200 * Math.abs(Math.tanh(v))], 4 * i);
  });
  context.putImageData(image, 0, 0);
  return levelLine(made, N);
}

const at = (plane, [x, y]) => `${plane.x(x).toFixed(1)} ${plane.y(y).toFixed(1)}`;

const zero = (plane, strokes) =>
  s("path", {
    class: "zero-line",
    d: strokes.map(([from, to]) => `M${at(plane, from)}L${at(plane, to)}`).join(""),
  });

// For each hidden neuron the straight line where its sum is zero.
function lines(plane, w) {
  return [w.slice(0, 3), w.slice(3, 6)].flatMap(([p, q, b]) => {
    if (!p && !q) return [];
    const size = p * p + q * q;
    const foot = [(-b * p) / size, (-b * q) / size];
    const far = 20 / Math.sqrt(size);
    const ends = [-far, far].map((t) => [foot[0] - t * q, foot[1] + t * p]);
    return [s("path", { class: "neuron-line", d: `M${at(plane, ends[0])}L${at(plane, ends[1])}` })];
  });
}
