// The shapes explorer: two arrays as grids, their stretched copies, the result or NumPy's own error.
import { button, controls, frame, h, player, pythonCode, readyMade } from "../../widgets/ui.js";
import { numbers } from "./numbers.js";
import { pictures } from "./pictures.js";
import { analyse, following, python } from "./state.js";
import css from "./widget.css";

function render({ model, el }) {
  const ui = frame({ model, el, title: "Shapes explorer", draw: () => draw() });
  const { state, initial, set } = ui.store;
  const byHand = (patch) => {
    run.forget();
    set(patch);
  };
  const start = readyMade(model, state, { onChange: byHand });
  const settings = controls(model, state, byHand);
  const run = player({
    label: "One cell after the other",
    rate: 3,
    capture: () => ({ pick: state.pick }),
    restore: set,
    step: () => {
      const next = following(analyse(state));
      if (next) set({ pick: next });
      return Boolean(next);
    },
  });
  const arrays = pictures(state, byHand);
  const told = numbers();
  const code = pythonCode(() => python(state));

  function draw() {
    const all = analyse(state);
    start.set(state.preset);
    settings.update();
    arrays.draw(all);
    told.draw(all);
    code.update();
  }

  ui.body.classList.add("stack");
  ui.body.append(
    h("style", {}, css),
    ...page({ parts: settings.parts, start, arrays, told, run, code, reset: () => byHand(initial) }),
  );
  ui.start();
  return () => {
    run.stop();
    told.stop();
    ui.stop();
  };
}

// What stands where, from top to bottom.
function page({ parts, start, arrays, told, run, code, reset }) {
  const bar = (...children) => h("div", { class: "bar" }, children);
  const { do: what, a_axes, a_rows, a_cols, b_axes, b_rows, b_cols, axis, keepdims } = parts;
  return [
    h("p", { class: "title" }, "Shapes explorer: pull the corners of a and b"),
    arrays.el,
    told.line,
    bar(run.el, button("Reset", reset)),
    bar(start.el, what.el, axis.el, keepdims.el),
    start.comment,
    told.rule,
    bar(a_axes.el, a_rows.el, a_cols.el),
    bar(b_axes.el, b_rows.el, b_cols.el),
    told.sizes,
    told.summary,
    code.el,
  ];
}

export default { render };
