// The plane of all inputs, colored by the output: blue above zero, orange below, a line between.

import { painted, strokesOf } from "../../widgets/painted.js";
import { format, handle, plot, s } from "../../widgets/ui.js";
import { levelLine, sheet } from "../sheet.js";
import { forward } from "./network.js";

const [N, REACH] = [49, 3];
const [ABOVE, BELOW] = [
  [0, 114, 178],
  [213, 94, 0],
];

export function planeView({ state, byHand }) {
  const plane = plot({
    label: "All inputs, colored by the output",
    xLabel: "input x₁",
    yLabel: "input x₂",
    margin: { left: 40, bottom: 38, top: 6, right: 8 },
  });
  const { cover, paint } = painted(plane, N);
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
  let [weights, border] = [null, []];
  const draw = (width) => {
    plane.layout({ width, height: Math.min(width, 300), x: [-REACH, REACH], y: [-REACH, REACH] });
    cover();
    if (weights !== String(state.weights)) {
      weights = String(state.weights);
      const made = sheet((x1, x2) => forward(state.weights, x1, x2).output, N, REACH);
      paint(made.values, (v) => [...(v > 0 ? ABOVE : BELOW), 200 * Math.abs(Math.tanh(v))]);
      border = levelLine(made, N);
    }
    plane.under.replaceChildren(...lines(plane, state.weights), strokesOf(plane, border, "zero-line"));
    hand.place();
  };
  return { el: plane.box, draw };
}

// For each hidden neuron the straight line where its sum is zero.
function lines(plane, w) {
  return [w.slice(0, 3), w.slice(3, 6)].flatMap(([p, q, b]) => {
    if (!p && !q) return [];
    const size = p * p + q * q;
    const foot = [(-b * p) / size, (-b * q) / size];
    const far = 20 / Math.sqrt(size);
    const ends = [-far, far].map((t) => [foot[0] - t * q, foot[1] + t * p]);
    return [strokesOf(plane, [ends], "neuron-line")];
  });
}
