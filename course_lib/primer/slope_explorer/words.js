// The slope explorer in numbers and words: each slope by two heights and exactly.
import { format, h, readout, setText, summary } from "../../widgets/ui.js";

const number = (name) => readout(name, (v) => format(v, 4));

// A list of lines, each with its words and its numbers; draw(values) fills them.
function lines(all) {
  const numbers = {};
  const part = (piece) => {
    if (typeof piece === "string") return piece;
    numbers[piece[0]] = number(piece[0]);
    return numbers[piece[0]].el;
  };
  const el = h(
    "ul",
    { class: "lines" },
    all.map((line) => h("li", {}, line.map(part))),
  );
  const set = (values) => {
    for (const [name, one] of Object.entries(numbers)) one.set(values[name]);
  };
  return { el, set };
}

export function words(state) {
  const parts = {
    curve: lines([
      ["Heights: ", ["here"], " at x and ", ["there"], " one step further."],
      ["Gain divided by step (dashed line): ", ["quotient"]],
      ["Slope of the tangent, dy/dx: ", ["slope"]],
    ]),
    surface: lines([
      ["Height at the point: ", ["here"]],
      ["Along x₁: gain divided by step ", ["quotient.1"], ", slope ∂f/∂x₁ = ", ["slope.1"]],
      ["Along x₂: gain divided by step ", ["quotient.2"], ", slope ∂f/∂x₂ = ", ["slope.2"]],
      ["The gradient holds both slopes. Its length, the steepest slope: ", ["steepness"]],
    ]),
    chain: lines([
      ["u = ", ["u"], ", y = ", ["y"]],
      ["Slope of the first, du/dx = ", ["slope.1"], "; of the second, dy/du = ", ["slope.2"]],
      ["Their product, dy/dx = ", ["slope"], ". From x straight to y, gain divided by step: ", ["quotient"]],
    ]),
  };
  const told = summary();
  const el = h(
    "div",
    { "aria-label": "The numbers", role: "group", "data-control": "numbers" },
    ...Object.values(parts).map((p) => p.el),
  );
  const draw = (a) => {
    for (const [mode, part] of Object.entries(parts)) part.el.hidden = mode !== state.mode;
    parts[state.mode].set(flat(a));
    const { mode } = state; // the words are said later, and by then it may be another
    told.set(() => SUMMARIES[mode](a, state));
  };
  return { el, summary: told.el, draw, stop: told.stop };
}

// Pairs get the names that their places have: slope.1, slope.2.
function flat({ gradient, slopes = gradient ?? [], quotients = [], ...more }) {
  const numbered = (name, pair) => pair.map((v, i) => [`${name}.${i + 1}`, v]);
  return Object.fromEntries([
    ...Object.entries(more),
    ...numbered("slope", slopes),
    ...numbered("quotient", quotients),
  ]);
}

const SUMMARIES = {
  curve: (a, { x1, h: step }) =>
    `At x = ${format(x1)} the slope is ${format(a.slope)}; with a step of ${format(step)} two heights say ${format(a.quotient)}.`,
  surface: ({ gradient: [g1, g2] }, { x1, x2 }) =>
    `At (${format(x1)}, ${format(x2)}) the gradient is (${format(g1)}, ${format(g2)}).`,
  chain: ({ slopes: [p, q], slope }, { x1 }) =>
    `At x = ${format(x1)} the slopes ${format(p)} and ${format(q)} multiply to ${format(slope)}.`,
};

export const legend = (state) => {
  const el = h("p", { class: "legend" });
  const draw = () => {
    setText(el, LEGENDS[state.mode]);
  };
  return { el, draw };
};

const LEGENDS = {
  curve: "Solid line: the tangent. Dashed line: through the point and the one a step h to the right.",
  surface:
    "Left: darker is higher, and along a thin line the height stays the same. The arrows show the two slopes and, thick, the gradient. Right: the surface cut along x₁ and along x₂.",
  chain: "What comes out of the first picture goes into the second.",
};
