// The matrix explorer: an arrow and its image under a matrix whose columns can be dragged.
import { button, controls, frame, h, player, pythonCode, readyMade } from "../../widgets/ui.js";
import { analyse, further, python, transposed } from "./state.js";
import { planeView } from "./views.js";
import css from "./widget.css";
import { words } from "./words.js";

function render({ model, el }) {
  const ui = frame({ model, el, title: "Matrix explorer", draw: () => draw() });
  const { state, initial, set } = ui.store;
  const byHand = (patch) => {
    run.forget();
    set(patch);
  };
  const start = readyMade(model, state, { label: "Matrix", onChange: byHand });
  const settings = controls(model, state, (patch) => ("still" in patch ? set : byHand)(patch));
  const run = turner(state, set);
  const plane = planeView({ state, byHand });
  const told = words(state);
  const code = pythonCode(() => python(state));
  const { all, views } = page({
    ...settings.parts,
    start,
    run,
    plane,
    told,
    code,
    transpose: () => byHand(transposed(state)),
    reset: () => byHand(initial),
  });

  function draw() {
    const a = analyse(state);
    start.set(state.preset);
    settings.update();
    plane.draw(a, views.clientWidth);
    told.draw(a);
    code.update();
  }

  ui.body.classList.add("stack");
  ui.body.append(h("style", {}, css), ...all);
  ui.start();
  return () => {
    run.stop();
    told.stop();
    ui.stop();
  };
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
function page({ a, b, c, d, still, start, run, plane, told, code, transpose, reset }) {
  const bar = (...children) => h("div", { class: "bar" }, children);
  const small = (text) => h("p", { class: "small" }, text);
  const side = h(
    "div",
    { class: "side" },
    told.el,
    h("div", {}, small("Turn the arrow"), run.el),
    h("div", { class: "control points" }, button("Transpose", transpose), button("Reset", reset)),
  );
  const views = h("div", { class: "views" }, plane.el, side);
  const all = [
    h("p", { class: "title" }, "Matrix explorer: drag the arrow x, drag the two columns"),
    bar(start.el, still.el),
    start.comment,
    views,
    h(
      "div",
      { class: "entries" },
      [a, b, c, d].map((each) => each.el),
    ),
    told.summary,
    code.el,
  ];
  return { all, views };
}

export default { render };
