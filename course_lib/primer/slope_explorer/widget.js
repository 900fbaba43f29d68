// The slope explorer: a curve, a surface or a chain, whose slopes follow the hand.
import { button, controls, frame, h, player, pythonCode, readyMade } from "../../widgets/ui.js";
import { analyseChain, analyseCurve, analyseSurface } from "./functions.js";
import { python } from "./python.js";
import { chainView, curveView, surfaceView } from "./views.js";
import css from "./widget.css";
import { legend, words } from "./words.js";

const ANALYSE = { curve: analyseCurve, surface: analyseSurface, chain: analyseChain };
const SMALLEST = 0.001;

function render({ model, el }) {
  const ui = frame({ model, el, title: "Slope explorer", draw: () => draw() });
  const { state, initial, set } = ui.store;
  const byHand = (patch) => {
    run.forget();
    set(patch);
  };
  const start = readyMade(model, state, { onChange: byHand });
  const settings = controls(model, state, byHand);
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
  const reset = () => byHand(initial);

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

  ui.body.classList.add("stack");
  ui.body.append(
    h("style", {}, css),
    ...page({ ...settings.parts, start, run, pictures, under, told, code, reset }),
  );
  ui.start();
  return () => {
    run.stop();
    told.stop();
    ui.stop();
  };
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
function page({
  mode,
  curve,
  surface,
  chain,
  x1,
  x2,
  h: step,
  start,
  run,
  pictures,
  under,
  told,
  code,
  reset,
}) {
  const bar = (...children) => h("div", { class: "bar" }, children);
  return [
    h("p", { class: "title" }, "Slope explorer: drag the point, let the step shrink"),
    bar(start.el, mode.el, curve.el, surface.el, chain.el),
    start.comment,
    pictures,
    told.el,
    bar(h("div", {}, h("p", { class: "small" }, "Let the step h shrink"), run.el), button("Reset", reset)),
    bar(x1.el, x2.el, step.el),
    under.el,
    told.summary,
    code.el,
  ];
}

export default { render };
