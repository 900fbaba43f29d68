// The pictures of the shapes explorer: a, the sign, b, and what comes out.
import { h, setText } from "../../widgets/ui.js";
import { corner, grid, picker } from "./grid.js";
import { gridOf } from "./shapes.js";
import { SIGN } from "./state.js";

export function pictures(state, byHand) {
  let now = { pick: [0, 0], size: [1, 1] };
  const pick = (...cell) => {
    now.pick = cell; // at once: keys can be faster than frames
    byHand({ pick: cell });
  };
  const a = grid({ role: "a", label: "a" });
  const b = grid({ role: "b", label: "b" });
  const result = grid({ role: "result", label: "result", onPick: pick });
  const corners = [cornerOf("a", a, state, byHand), cornerOf("b", b, state, byHand)];
  const picked = picker(result.place, {
    now: () => now.pick,
    size: () => now.size,
    put: (cell) => pick(...cell),
  });
  const sign = h("p", { class: "sign" });
  const equals = h("p", { class: "sign" }, "=");
  const error = h("p", { class: "error", role: "alert" });
  const el = h("div", { class: "arrays" }, a.el, sign, b.el, equals, result.el, error);

  const draw = ({ a: first, b: second, folds, result: out, pick: at, from = { a: [], b: [] } }) => {
    const size = (array) => gridOf(out.error || folds ? array.shape : out.shape);
    a.draw(first, size(first), from.a);
    b.draw(second, size(second), from.b);
    b.el.hidden = folds;
    setText(sign, folds ? "summed" : SIGN[state.do]);
    equals.hidden = result.el.hidden = Boolean(out.error);
    error.hidden = !out.error;
    setText(error, out.error ?? "");
    for (const update of corners) update();
    if (out.error) return;
    now = { pick: at, size: gridOf(out.shape) };
    result.draw(out, now.size, [at]);
    picked();
  };
  return { el, draw };
}

const cornerOf = (name, { place }, state, put) =>
  corner(place, {
    label: `Corner of ${name}`,
    state,
    axes: `${name}_axes`,
    rows: `${name}_rows`,
    cols: `${name}_cols`,
    put,
  });
