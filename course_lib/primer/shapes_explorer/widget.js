// The shapes explorer: two arrays as grids, their stretched copies, the result or NumPy's own error.
import { frame, h, hands, player, pythonCode, stand } from "../../widgets/ui.js";
import { guessFirst } from "./guess.js";
import { numbers } from "./numbers.js";
import { pictures } from "./pictures.js";
import { analyse, following, python } from "./state.js";
import css from "./widget.css";

function render({ model, el }) {
  const ui = frame({
    model,
    el,
    title: "Shapes explorer",
    heading: "Shapes explorer: pull the corners of a and b",
    draw: () => draw(),
    begin: (patch) => restart(patch),
  });
  const { state, set } = ui.store;
  const { byHand, restart, start, settings } = hands({
    model,
    ui,
    halt: () => run.forget(),
    ask: () => guess.reset(),
  });
  const run = player({
    label: "One cell after the other",
    rate: 3,
    jump: 5,
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
  const guess = guessFirst({ start, byHand, done: ui.asked.reveal });
  const code = pythonCode(() => python(state));

  function draw() {
    const all = analyse(state);
    start.set(state.preset);
    settings.update();
    arrays.draw(all);
    told.draw(all);
    code.update();
  }

  const parts = page({ parts: settings.parts, start, guess, arrays, told, run, code });
  return stand(ui, [css], parts, [run.stop, told.stop]);
}

// What stands where, from top to bottom.
function page({ parts, start, guess, arrays, told, run, code }) {
  const bar = (...children) => h("div", { class: "bar" }, children);
  const { do: what, a_axes, a_rows, a_cols, b_axes, b_rows, b_cols, axis, keepdims } = parts;
  return [
    arrays.el,
    told.line,
    h("div", { "data-control": "player" }, run.el),
    bar(start.el, what.el, axis.el, keepdims.el),
    start.comment,
    told.rule,
    bar(a_axes.el, a_rows.el, a_cols.el),
    bar(b_axes.el, b_rows.el, b_cols.el),
    guess.el,
    told.sizes,
    told.summary,
    code.el,
  ];
}

export default { render };
