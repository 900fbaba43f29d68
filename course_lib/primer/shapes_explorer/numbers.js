// The shapes explorer in numbers and in words: the picked cell, the rule, the sizes.
import { format, h, readout, setText, summary } from "../../widgets/ui.js";
import { ruleTable } from "./rule.js";
import { shapeText } from "./state.js";

export function numbers() {
  const whole = (v) => format(v, 6);
  const names = ["value", "axes", "cells", "cells.a", "cells.b", "copies"];
  const [value, axes, cells, ofA, ofB, copies] = names.map((name) => readout(name, whole));
  const how = h("span", {});
  const line = h("p", { class: "how", "data-control": "how" }, how, " ", value.el);
  const rule = ruleTable();
  const b = h("span", {}, ", b ", ofB.el);
  const repeated = h("span", {}, " NumPy repeats ", copies.el, " cells without storing them.");
  const made = h("span", {}, ", result ", cells.el, "; axes of the result: ", axes.el);
  const sizes = h("p", { "data-control": "sizes" }, "Cells: a ", ofA.el, b, made, ".", repeated);
  const told = summary();

  const draw = (all) => {
    const { a, b: second, folds, result } = all;
    const refused = Boolean(result.error);
    line.hidden = made.hidden = refused;
    repeated.hidden = folds || refused;
    b.hidden = rule.el.hidden = folds;
    ofA.set(a.values.length);
    ofB.set(second.values.length);
    if (!folds) rule.draw(result.axes);
    const shapes = folds ? shapeText(a.shape) : `${shapeText(a.shape)} and ${shapeText(second.shape)}`;
    told.set(() =>
      refused
        ? `${shapes}: ${result.error}`
        : `${shapes} make ${shapeText(result.shape)}. ${all.told} ${whole(all.value)}.`,
    );
    if (refused) return;
    setText(how, all.told);
    value.set(all.value);
    cells.set(result.values.length);
    axes.set(result.shape.length);
    copies.set(2 * result.values.length - a.values.length - second.values.length);
  };
  return { line, rule: rule.el, sizes, summary: told.el, draw, stop: told.stop };
}
