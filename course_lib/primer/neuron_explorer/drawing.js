// The network as a drawing: inputs, hidden neurons, output, and a number to take hold of on every wire.
import { format, h, s, setText } from "../../widgets/ui.js";
import { scrub } from "./scrub.js";

const HIGH = 300;
const [TOP, MIDDLE, BOTTOM] = [86, 150, 214];
// weight → from node, to node; a bias has no wire
const WIRES = [
  ["x1", "h1"],
  ["x2", "h1"],
  [null, "h1"],
  ["x1", "h2"],
  ["x2", "h2"],
  [null, "h2"],
  ["h1", "y"],
  ["h2", "y"],
  [null, "y"],
];
const NAMES = [
  "Weight from x₁ to the first neuron",
  "Weight from x₂ to the first neuron",
  "Bias of the first neuron",
  "Weight from x₁ to the second neuron",
  "Weight from x₂ to the second neuron",
  "Bias of the second neuron",
  "Weight from the first neuron to the output",
  "Weight from the second neuron to the output",
  "Bias of the output",
];

export function drawing({ state, byHand }) {
  const wires = s("g", { class: "wires", "aria-hidden": "true" });
  const nodes = Object.fromEntries(["x1", "x2", "h1", "h2", "y"].map((name) => [name, node(name)]));
  const hands = NAMES.map((label, i) =>
    scrub({
      label,
      least: -4,
      most: 4,
      "data-weight": i,
      get: () => state.weights[i],
      set: (v) => byHand({ weights: state.weights.map((w, k) => (k === i ? v : w)) }),
    }),
  );
  const plus = [2, 5, 8].map(() => s("text", { class: "plus", "text-anchor": "end" }, "+"));
  const svg = s(
    "svg",
    { class: "plot network", role: "group", "aria-label": "The network" },
    wires,
    ...Object.values(nodes).map((each) => each.el),
    ...plus,
    ...hands.map((hand) => hand.el),
  );
  const draw = (a, width) => {
    for (const [key, v] of Object.entries({ width, height: HIGH, viewBox: `0 0 ${width} ${HIGH}` }))
      svg.setAttribute(key, v);
    const at = placesFor(width);
    wires.replaceChildren(...WIRES.map((ends, i) => wire(at, ends, state.weights[i])));
    hands.forEach((hand, i) => {
      hand.place(...spot(at, WIRES[i]));
    });
    plus.forEach((sign, k) => {
      const [x, y] = spot(at, WIRES[3 * k + 2]);
      sign.setAttribute("x", x - 27);
      sign.setAttribute("y", y + 5);
    });
    for (const [name, each] of Object.entries(nodes)) each.draw(at[name], a.told[name]);
  };
  return { el: h("div", { class: "plot-box" }, svg), draw };
}

function placesFor(width) {
  const [left, right] = [28, width - 44];
  const hidden = Math.round(left + (right - left) * 0.54);
  return { x1: [left, TOP], x2: [left, BOTTOM], h1: [hidden, TOP], h2: [hidden, BOTTOM], y: [right, MIDDLE] };
}

const HALF = { x1: 24, x2: 24, h1: 41, h2: 41, y: 41 };

// Where the number of a weight stands: on its wire, before wires cross; a bias beside its neuron.
function spot(at, [from, to]) {
  const [x1, y1] = at[to];
  if (from === null) return [x1 + 10, to === "h1" ? y1 - 50 : y1 + 50];
  const [x0, y0] = at[from];
  const [start, end] = [x0 + HALF[from], x1 - HALF[to]];
  const t = to === "y" ? 0.5 : 0.36;
  return [start + (end - start) * t, y0 + (y1 - y0) * t];
}

function wire(at, [from, to], weight) {
  const look = weight < 0 ? "wire minus" : "wire";
  const width = Math.min(0.8 + 1.6 * Math.abs(weight), 6);
  const [x1, y1] = at[to];
  const [x0, y0] = from ? at[from] : [x1, to === "h1" ? y1 - 40 : y1 + 40];
  return s("path", { class: look, "stroke-width": width, d: `M${x0} ${y0}L${x1} ${y1}` });
}

// An input shows one number; a neuron shows its sum and what it passes on.
function node(name) {
  const input = name.startsWith("x");
  const [wide, high] = [2 * HALF[name], input ? 44 : 52];
  const lines = (input || name === "y" ? [1] : [0, 1]).map((k) =>
    s("text", { class: k ? "strong" : "", "text-anchor": "middle" }),
  );
  const el = s(
    "g",
    { class: `node ${input ? "input" : ""}`, "aria-hidden": "true" },
    s("rect", { x: -wide / 2, y: -high / 2, width: wide, height: high, rx: input ? 22 : 9 }),
    ...lines,
  );
  const title = { x1: "x₁", x2: "x₂", y: "ŷ" }[name];
  if (title) lines.unshift(el.appendChild(s("text", { class: "", "text-anchor": "middle" }, title)));
  lines.forEach((line, k) => {
    line.setAttribute("y", k ? 17 : -4);
  });
  const draw = ([x, y], told) => {
    el.setAttribute("transform", `translate(${x} ${y})`);
    const shown = lines.slice(title ? 1 : 0);
    shown.forEach((line, k) => {
      const { text, value } = told[k];
      setText(line, value === null ? `${text}?` : `${text}${format(value)}`);
      line.dataset.value = String(value);
    });
  };
  return { el, draw };
}
