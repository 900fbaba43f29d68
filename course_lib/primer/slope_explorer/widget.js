// The slope explorer: a curve, a surface or a chain, whose slopes follow the hand.
import { frame, h, hands, player, pythonCode, stand } from "../../widgets/ui.js";
import { analyseChain, analyseCurve, analyseSurface } from "./functions.js";
import { guessFirst } from "./guess.js";
import { python } from "./python.js";
import { chainView, curveView, surfaceView } from "./views.js";
import css from "./widget.css";
import { legend, words } from "./words.js";

const ANALYSE = { curve: analyseCurve, surface: analyseSurface, chain: analyseChain };
const SMALLEST = 0.001;

function render({ model, el }) {
  const ui = frame({
    model,
    el,
    title: "Slope explorer",
    heading: "Slope explorer: drag the point, let the step shrink",
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
  const run = shrinking(state, set);
  const views = {
    curve: curveView({ state, byHand }),
    surface: surfaceView({ state, byHand }),
    chain: chainView({ state, byHand }),
  };
  const told = words(state);
  const under = legend(state);
  const code = pythonCode(() => python(state));
  const pictures = h("div", {}, ...Object.values(views).map((view) => view.el));
  const guess = guessFirst({ start, byHand, done: ui.asked.reveal });

  function draw() {
    start.set(state.preset);
    settings.update();
    for (const [mode, view] of Object.entries(views)) view.el.hidden = mode !== state.mode;
    const a = ANALYSE[state.mode](state);
    views[state.mode].draw(a, pictures.clientWidth);
    told.draw(a);
    under.draw();
    code.update();
  }

  const parts = page({ parts: settings.parts, start, guess, run, pictures, under, told, code });
  return stand(ui, [css], parts, [run.stop, told.stop]);
}

// Halves the step, so that the dashed line turns into the tangent.
const shrinking = (state, set) =>
  player({
    label: "Let the step shrink",
    rate: 3,
    jump: 10,
    capture: () => ({ h: state.h }),
    restore: set,
    step: () => {
      if (state.h <= SMALLEST) return false;
      set({ h: Math.max(state.h / 2, SMALLEST) });
      return true;
    },
  });

// What stands where, from top to bottom.
function page({ parts, start, guess, run, pictures, under, told, code }) {
  const { mode, curve, surface, chain, x1, x2, h: step } = parts;
  const bar = (...children) => h("div", { class: "bar" }, children);
  const small = h("p", { class: "small" }, "Let the step h shrink");
  return [
    pictures,
    bar(h("div", { "data-control": "player" }, small, run.el), x1.el, x2.el, step.el),
    told.el,
    bar(start.el, mode.el, curve.el, surface.el, chain.el),
    start.comment,
    under.el,
    guess.el,
    told.summary,
    code.el,
  ];
}

export default { render };
