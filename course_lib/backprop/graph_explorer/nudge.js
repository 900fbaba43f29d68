// A small change of one input: what its gradient predicts, and what happens.
import { format, h, readout, setText } from "../../widgets/ui.js";
import { pretty } from "./grid.js";
import { nudged } from "./state.js";

export function nudgeView({ state, set, slider, words }) {
  const menu = h("select", { "aria-label": "Input to nudge", onchange: () => set({ nudged: menu.value }) });
  const label = h("label", {}, "Nudge ", menu);
  const parts = Object.fromEntries(
    ["predicted", "actual", "gap"].map((name) => [name, readout(name, (v) => format(v, 4))]),
  );
  const { predicted, actual, gap } = parts;
  const open = h("span", {}, words.first);
  const known = h("span", {}, predicted.el, ", off by ", gap.el);
  const formula = h("span", { class: "gradient" });
  const told = h(
    "p",
    { class: "changes", "data-control": "changes" },
    h("span", {}, "Result ", h("span", { class: "value" }, "changes by ", actual.el), ". "),
    h("span", {}, "Predicted: ", formula, known, open),
  );
  const el = h("div", { class: "nudge bar", "data-control": "nudged" }, label, slider, told);
  let listed = "";
  function draw(all) {
    const now = nudged(all, state);
    el.hidden = !now;
    if (!now) return;
    const names = now.every.map(({ title }) => title);
    if (listed !== String(names)) {
      listed = String(names);
      menu.replaceChildren(...names.map((name) => h("option", { value: name }, pretty(name))));
    }
    menu.value = now.entry.title;
    actual.set(now.actual);
    known.hidden = now.predicted === null;
    open.hidden = !known.hidden;
    setText(formula, known.hidden ? "" : `▽ × h = ${format(now.slope)} × ${format(state.nudge)} = `);
    if (known.hidden) return;
    predicted.set(now.predicted);
    gap.set(Math.abs(now.predicted - now.actual));
  }
  return { el, draw };
}
