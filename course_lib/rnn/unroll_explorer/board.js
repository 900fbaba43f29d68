// The inputs, which can be dragged; the bars of gates, states and factors; the curve of the gradient.
import { h, setText } from "../../widgets/ui.js";
import { columnsOf } from "./columns.js";
import { curve } from "./curve.js";
import { dragging } from "./dragging.js";
import { strips } from "./strips.js";

const [TALL, GATE, STATE] = [40, 21, 44]; // px of a row
const HEADS = { i: "input i", f: "forget f", o: "output o", r: "reset r", z: "update z" };

// The rows of each picture.
function rowsOf({ typed, steps, slopes, carrier }) {
  const gate = (name) => {
    const values = steps.map(({ gates }) => gates[name]);
    return { name, head: HEADS[name], values, tall: GATE, low: 0 };
  };
  const row = (name, head, all, tall) => ({ name, head, values: all.map((each) => each[name]), tall });
  return {
    inputs: [row("x", "input x", typed, TALL)],
    states: [
      ...Object.keys(steps[0].gates).map(gate),
      ...(carrier === "c" ? [row("c", "memory c", steps, STATE)] : []),
      row("h", "state h", steps, STATE),
    ],
    slopes: [{ name: "slope", head: "factor", values: slopes, tall: TALL }],
  };
}

// state: the settings; put(patch): a hand changes them; pick(t): a step is to be explained.
export function board({ state, put, pick }) {
  const image = (label) => strips({ role: "img", "aria-label": label }, pick);
  const keys = "Inputs: left and right pick a step, up and down change its input";
  const inputs = strips({ class: "plot inputs", role: "application", tabindex: 0, "aria-label": keys }, pick);
  const states = image("Gates and states at each step");
  const slopes = image("The factor of each step");
  const gradients = curve(pick);
  dragging({ svg: inputs.svg, tall: TALL, state, put, pick });
  const mark = (look) => h("i", { class: `dot ${look}`, "aria-hidden": "true" });
  const carried = h("span", {});
  const legend = h(
    "p",
    { class: "legend" },
    h("span", {}, mark("carried"), carried),
    h("span", {}, mark("dx"), " ∂L/∂x"),
    h("span", {}, "hollow: below 0"),
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
    const common = { columns: columnsOf(wide, all.last), step: all.pick };
    inputs.draw({ ...common, rows: rows.inputs, typed: all.typed });
    states.draw({ ...common, rows: rows.states });
    slopes.draw({ ...common, rows: rows.slopes, from: all.from });
    gradients.draw({ ...common, all });
    setText(carried, ` ∂L/∂${all.carrier}`);
  }
  return { el, draw };
}
