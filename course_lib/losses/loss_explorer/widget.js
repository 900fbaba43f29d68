// The loss explorer: data and fits, the penalty of each residual, the pull of each point.
import { button, frame, h, hands, looks, ordered, player, pythonCode, stand } from "../../widgets/ui.js";
import { guessFirst } from "./guess.js";
import { numbers } from "./numbers.js";
import { analyse, descend, python } from "./state.js";
import { views } from "./views.js";
import css from "./widget.css";

const GENTLE = ["errors", "compare", "lr"]; // a run goes on when they change

function render({ model, el }) {
  const ui = frame({
    model,
    el,
    title: "Loss explorer",
    heading: "Loss explorer: drag the points, drag your fit",
    draw: () => draw(),
    begin: (patch) => restart(patch),
  });
  const words = ordered(model, "_words");
  const { state, set } = ui.store;
  const { byHand, restart, start, settings } = hands({
    model,
    ui,
    gentle: GENTLE,
    halt: () => run.forget(),
    ask: () => guess.reset(),
  });
  const run = fitPlayer(state, set);
  const pictures = views({ state, names: words.losses, byHand, redraw: ui.schedule });
  const told = numbers({ state, ...words });
  const code = pythonCode(() => python(state));
  const guess = guessFirst({
    state,
    names: words.losses,
    byHand,
    highest: pictures.points.highest,
    done: ui.asked.reveal,
  });

  function draw() {
    const a = analyse(state);
    start.set(state.preset);
    settings.update();
    pictures.draw(a);
    told.draw(a);
    code.update();
  }

  const parts = page({ parts: settings.parts, start, guess, pictures, told, run, code });
  return stand(ui, [css, ...looks(words.looks)], parts, [run.stop, told.stop]);
}

// Gradient descent on your fit, step by step.
const fitPlayer = (state, set) =>
  player({
    label: "Let the pulls move your fit",
    capture: () => ({ guess: state.guess, errors: state.errors }),
    restore: set,
    step: () => {
      const next = descend(state);
      if (!next.every((v) => Math.abs(v) < 1e6) || next.every((v, i) => v === state.guess[i])) return false;
      set({ guess: next, errors: "yours" });
      return true;
    },
  });

// What stands where, from top to bottom.
function page({ parts: { mode, loss, delta, q, errors, compare, lr }, ...own }) {
  const { start, guess, pictures, told, run, code } = own;
  const bar = (...children) => h("div", { class: "bar" }, children);
  const { add, remove } = pictures.points;
  return [
    guess.el,
    bar(start.el, loss.el, delta.el, q.el),
    start.comment,
    pictures.legend,
    pictures.el,
    bar(
      h(
        "div",
        { "data-control": "player" },
        h("p", { class: "small" }, "Let the pulls move your fit (gradient descent)"),
        run.el,
      ),
      errors.el,
      mode.el,
      lr.el,
      compare.el,
      h(
        "div",
        { class: "control points", "data-control": "points" },
        button("Add point", add),
        button("Remove point", remove),
      ),
    ),
    told.pulls,
    told.table,
    told.summary,
    code.el,
  ];
}

export default { render };
