// The torch explorer: x on a curve, and the three calls of every training loop as buttons.
import { button, frame, h, hands, ordered, player, pythonCode, stand } from "../../widgets/ui.js";
import { CALLS, python, turn } from "./curves.js";
import { guessFirst } from "./guess.js";
import { numbers } from "./numbers.js";
import { view } from "./view.js";
import css from "./widget.css";

const FAR = 1e6;

function render({ model, el }) {
  const ui = frame({
    model,
    el,
    title: "Torch explorer",
    heading: "Torch explorer: drag x, find its slope, take a step",
    draw: () => draw(),
    begin: (patch) => restart(patch),
  });
  const { expressions } = ordered(model, "_words");
  const { state, set } = ui.store;
  const { byHand, restart, start, settings } = hands({
    model,
    ui,
    gentle: ["lr", "clear"], // a run goes on when they change
    adapt: (patch) => ("curve" in patch ? { ...patch, grad: 0, path: [] } : patch),
    halt: () => run.forget(),
    ask: () => guess.reset(),
  });
  const run = player({
    label: "The whole loop: clear, slope, step",
    rate: 3,
    capture: () => ({ x: state.x, grad: state.grad, path: state.path }),
    restore: set,
    step: () => {
      const next = turn(state);
      if (!(Math.abs(next.x) < FAR) || next.x === state.x) return false;
      set(next);
      return true;
    },
  });
  const call = (name, text) => button(text, () => byHand(CALLS[name](state)), { class: "call" });
  const calls = [call("zero", "zero_grad()"), call("backward", "backward()"), call("step", "step()")];
  const picture = view({ state, byHand });
  const told = numbers();
  const guess = guessFirst({ state, byHand, done: ui.asked.reveal });
  const code = pythonCode(() => python(state, expressions));

  function draw() {
    start.set(state.preset);
    settings.update();
    calls[0].disabled = calls[2].disabled = state.grad === 0;
    picture.draw();
    told.draw(state);
    code.update();
  }

  const parts = page({ parts: settings.parts, start, guess, picture, calls, told, run, code });
  return stand(ui, [css], parts, [run.stop, told.stop]);
}

// What stands where, from top to bottom.
function page({ parts: { curve, lr, clear }, start, guess, picture, calls, told, run, code }) {
  const bar = (...children) => h("div", { class: "bar" }, children);
  const one = h(
    "div",
    { class: "calls", "data-control": "calls", role: "group", "aria-label": "One call at a time" },
    calls,
  );
  return [
    picture.el,
    bar(one, h("div", { "data-control": "player" }, run.el)),
    bar(lr.el, clear.el),
    bar(start.el, curve.el),
    start.comment,
    guess.el,
    told.table,
    told.summary,
    code.el,
  ];
}

export default { render };
