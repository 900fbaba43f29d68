// The inputs, which can be dragged; the bars of gates, states and factors; the curve of the gradient.
import { h, setText } from "../../widgets/ui.js";
import { columnsOf } from "./columns.js";
import { curve } from "./curve.js";
import { dragging } from "./dragging.js";
import { at } from "./panel.js";
import { strips } from "./strips.js";

const [TALL, GATE, MEMORY] = [44, 21, 44]; // px of a row
const HEADS = { i: "input i", f: "forget f", o: "output o", r: "reset r", z: "update z" };

// The rows of each picture; with gates above it the state has less room.
function rowsOf({ typed, steps, slopes, carrier }) {
  const gates = Object.keys(steps[0].gates).map((name) => {
    const values = steps.map((step) => step.gates[name]);
    return { name, head: HEADS[name], values, tall: GATE, low: 0 };
  });
  const row = (name, head, all, more) => ({ name, head, values: all.map((each) => each[name]), ...more });
  const memory = row("c", "memory c", steps, { tall: MEMORY, arrow: "on" });
  const state = row("h", "state h", steps, { tall: gates.length ? MEMORY : 64, arrow: "on" });
  return {
    inputs: [row("x", "input x", typed, { tall: TALL, knobs: true })],
    states: [...gates, ...(carrier === "c" ? [memory] : []), state],
    slopes: [{ name: "slope", head: "factor", values: slopes, tall: TALL, arrow: "back" }],
  };
}

// The numbers of the steps, as many as have room, and the letters if there are any.
function linesOf({ typed }, { each }) {
  const every = Math.ceil(18 / each);
  const steps = typed.map((_, i) => ((i + 1) % every === 0 || i === 0 ? String(i + 1) : ""));
  const letters = typed.map(({ token }) => (/[a-z]/i.test(token) ? token : ""));
  return [
    { head: "step", words: steps },
    ...(letters.some(Boolean) ? [{ head: "letter", words: letters }] : []),
  ];
}

// state: the settings; put(patch): a hand changes them; pick(t): a step is to be explained.
export function board({ state, put, pick }) {
  const keys = "Inputs: left and right pick a step, up and down change its input";
  const inputs = strips({ class: "plot inputs", role: "application", tabindex: 0, "aria-label": keys }, pick);
  const states = strips({ role: "img", "aria-label": "Gates and states at each step" }, pick, true);
  const slopes = strips({ role: "img", "aria-label": "The factor of each step" }, pick);
  const gradients = curve(pick);
  dragging({ svg: inputs.svg, tall: TALL, state, put, pick });
  const mark = (look) => h("i", { class: `dot ${look}`, "aria-hidden": "true" });
  const carried = h("span", {});
  const asked = h("span", {});
  const legend = h(
    "p",
    { class: "legend" },
    h("span", {}, mark("carried"), carried),
    h("span", {}, mark("dx"), " ∂L/∂x"),
    h("span", {}, "hollow: below 0"),
    asked,
  );
  const part = (name, ...children) => h("div", { "data-control": name }, children);
  const el = h(
    "div",
    { class: "chain" },
    inputs.svg,
    part("states", states.svg),
    part("slopes", slopes.svg),
    part("gradients", legend, gradients.svg),
  );
  function draw(all, wide) {
    const rows = rowsOf(all);
    const columns = columnsOf(wide, all.last);
    const common = { columns, step: all.pick };
    inputs.draw({ ...common, rows: rows.inputs, lines: linesOf(all, columns) });
    states.draw({ ...common, rows: rows.states });
    slopes.draw({ ...common, rows: rows.slopes, from: all.from });
    gradients.draw({ ...common, all });
    setText(carried, ` ∂L/∂${all.carrier}`);
    const sum = all.loss === "each" && all.last > 1;
    setText(asked, `L = ${sum ? `${at("h", 1)} + … + ` : ""}${at("h", all.last)}`);
  }
  return { el, draw };
}
