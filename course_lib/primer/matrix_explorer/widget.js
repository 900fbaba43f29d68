// The matrix explorer: an arrow and its image under a matrix whose columns can be dragged.
import { button, frame, h, hands, player, pythonCode, stand } from "../../widgets/ui.js";
import { guessFirst } from "./guess.js";
import { analyse, further, python, transposed } from "./state.js";
import { planeView } from "./views.js";
import css from "./widget.css";
import { words } from "./words.js";

function render({ model, el }) {
  const ui = frame({
    model,
    el,
    title: "Matrix explorer",
    heading: "Matrix explorer: drag the arrow x, drag the two columns",
    draw: () => draw(),
    begin: (patch) => restart(patch),
  });
  const { state, set } = ui.store;
  const { byHand, restart, start, settings } = hands({
    model,
    ui,
    label: "Matrix",
    gentle: ["still"],
    halt: () => run.forget(),
    ask: () => guess.reset(),
  });
  const run = turner(state, set);
  const plane = planeView({ state, byHand });
  const told = words(state);
  const code = pythonCode(() => python(state));
  const guess = guessFirst({ start, byHand, done: ui.asked.reveal });
  const transpose = () => byHand(transposed(state));
  const { all, views } = page({ ...settings.parts, start, guess, run, plane, told, code, transpose });

  function draw() {
    const a = analyse(state);
    start.set(state.preset);
    settings.update();
    plane.draw(a, views.clientWidth);
    told.draw(a);
    code.update();
  }

  return stand(ui, [css], all, [run.stop, told.stop]);
}

// Turns the arrow, and rests where it meets a line on which it does not turn.
function turner(state, set) {
  let landed = false;
  const run = player({
    label: "Turn the arrow",
    rate: 15,
    jump: 40,
    capture: () => ({ arrow: state.arrow }),
    restore: set,
    step: () => {
      if (landed || !state.arrow.some(Boolean)) return false;
      const next = further(state);
      if (next.arrow.some((v) => Math.abs(v) > 3)) next.arrow = shorter(next.arrow);
      set({ arrow: next.arrow });
      if (next.landed) {
        landed = true;
        queueMicrotask(() => {
          landed = false;
        });
        run.stop();
      }
      return true;
    },
  });
  return run;
}

// An arrow out of a corner is drawn in, so that it can go round.
const shorter = ([x1, x2]) => [x1, x2].map((v) => (v * 3) / Math.max(Math.abs(x1), Math.abs(x2)));

// What stands where, from top to bottom.
function page({ a, b, c, d, still, start, guess, run, plane, told, code, transpose }) {
  const bar = (...children) => h("div", { class: "bar" }, children);
  const small = (text) => h("p", { class: "small" }, text);
  const side = h(
    "div",
    { class: "side" },
    told.el,
    h("div", { "data-control": "player" }, small("Turn the arrow"), run.el),
    h("div", { class: "control points", "data-control": "transpose" }, button("Transpose", transpose)),
  );
  const views = h("div", { class: "views" }, plane.el, side);
  const all = [
    views,
    bar(start.el, still.el),
    start.comment,
    h(
      "div",
      { class: "entries" },
      [a, b, c, d].map((each) => each.el),
    ),
    guess.el,
    told.summary,
    code.el,
  ];
  return { all, views };
}

export default { render };
