// The torch explorer in numbers and in words.
import { format, h, key, readout, setText, summary } from "../../widgets/ui.js";
import { CURVES, difference } from "./curves.js";

export function numbers() {
  const names = ["x", "y", "slope", "difference", "grad", "next"];
  const parts = Object.fromEntries(names.map((name) => [name, readout(name, (v) => format(v, 5))]));
  const { x, y, slope, difference: rise, grad, next } = parts;
  const row = (role, label, cell, note) =>
    h(
      "tr",
      {},
      h("th", { scope: "row" }, key(role), label),
      h("td", {}, cell),
      h("td", { class: "note" }, note),
    );
  const note = h("span", {});
  const head = ["what", "value", "how"].map((text) => h("th", { scope: "col" }, text));
  const table = h(
    "table",
    { class: "slopes", "data-control": "slopes" },
    h("caption", {}, "At x = ", x.el, " the curve has height y = ", y.el),
    h("thead", {}, h("tr", {}, head)),
    h(
      "tbody",
      {},
      row("tangent", " slope by hand", slope.el, "the rules of calculus"),
      row("curve", " by difference", rise.el, "rise over run, h = 0.000001"),
      row("grad", " x.grad", grad.el, note),
      row("next", " next x", next.el, "where step() leads now: the arrow"),
    ),
  );
  const told = summary();
  const draw = (state) => {
    const { value, slope: m } = CURVES[state.curve];
    x.set(state.x);
    y.set(value(state.x));
    slope.set(m(state.x));
    rise.set(difference(value, state.x));
    grad.set(state.grad);
    next.set(state.x - state.lr * state.grad);
    setText(note, state.grad === 0 ? "nothing yet: press backward()" : "what backward() has added up");
    told.set(
      () =>
        `x is ${format(state.x, 4)}, y is ${format(value(state.x), 4)}, the slope is ${format(m(state.x), 4)}, ` +
        `x.grad holds ${format(state.grad, 4)}. ${state.path.length} ${state.path.length === 1 ? "step" : "steps"} so far.`,
    );
  };
  return { table, summary: told.el, draw, stop: told.stop };
}
