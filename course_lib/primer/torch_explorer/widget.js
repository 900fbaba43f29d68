// The torch explorer: x on a curve, and the three calls of every training loop as buttons.
import { button, controls, frame, h, ordered, player, pythonCode, readyMade } from "../../widgets/ui.js";
import { CALLS, python, turn } from "./curves.js";
import { guessFirst } from "./guess.js";
import { numbers } from "./numbers.js";
import { view } from "./view.js";
import css from "./widget.css";

const FAR = 1e6;
const GENTLE = ["lr", "clear"]; // a run goes on when they change

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
  const byHand = (patch) => {
    if (!Object.keys(patch).every((name) => GENTLE.includes(name))) run.forget();
    set(patch);
  };
  const restart = (patch) => {
    guess.reset();
    byHand(patch);
  };
  const start = readyMade(model, state, { onChange: restart });
  const settings = controls(model, state, (patch) =>
    byHand("curve" in patch ? { ...patch, grad: 0, path: [] } : patch),
  );
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

  ui.body.classList.add("stack");
  ui.body.append(
    h("style", {}, css),
    ui.head,
    ...page({ parts: settings.parts, start, guess, picture, calls, told, run, code }),
  );
  ui.start();
  return () => {
    run.stop();
    told.stop();
    ui.stop();
  };
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
