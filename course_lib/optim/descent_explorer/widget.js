// The descent explorer: a surface from above, a race down it, the losses, and the edge of divergence.
import {
  clamp,
  fill,
  frame,
  h,
  hands,
  looks,
  offBy,
  ordered,
  predictFirst,
  pythonCode,
  setText,
  stand,
} from "../../widgets/ui.js";
import { descentCurves } from "./curves.js";
import { descentMap } from "./map.js";
import { numbers } from "./numbers.js";
import { race } from "./run.js";
import { python } from "./state.js";
import { racers } from "./table.js";
import { timeline } from "./timeline.js";
import { show } from "./view.js";
import css from "./widget.css";

function render({ model, el }) {
  const words = ordered(model, "_words");
  const names = Object.keys(words.labels);
  const ui = frame({
    model,
    el,
    title: "Descent explorer",
    heading: words.title,
    draw: () => draw(),
    begin: (patch) => restart(patch),
  });
  const { state, set } = ui.store;
  const { byHand, restart, start, settings } = hands({
    model,
    ui,
    label: words.from,
    halt: () => time.stop(),
    ask: () => guess.reset(),
  });
  const setStep = (step) => set({ step: clamp(step, 0, state.steps) });
  const time = timeline({ state, setStep, label: words.time });
  const parts = {
    start,
    time,
    knobs: settings.parts,
    guess: guessFirst(words, start, byHand, ui.asked.reveal),
    table: racers({ state, names, words, set, byHand }),
    numbers: numbers(state, words),
    code: pythonCode(() => python(state, words.code)),
    ...plots({ state, names, words, byHand, goTo: (step) => byHand({ step: clamp(step, 0, state.steps) }) }),
  };
  const { guess } = parts;
  const run = race(state, model.get("_surfaces"), model.get("_rows"), words.memory);

  function draw() {
    setStep(state.step); // a link or a shorter run may leave it behind the end
    const now = run();
    start.set(state.preset);
    if (!state.preset) setText(start.comment, words.own);
    settings.update();
    show(settings.parts.seed.el, state.surface === "regression" ? state.batch_size : state.noise);
    show(guess.el, state.surface === "bowl" && state.condition === 10); // the valley that it asks about
    parts.draw(now);
    parts.table.draw(now, parts.numbers.draw(now));
    time.show();
    parts.code.update();
  }

  return stand(ui, [css, ...looks(words.looks)], page(parts), [time.stop, parts.numbers.stop]);
}

function guessFirst(words, { settingsOf }, byHand, done) {
  const reveal = ({ choice, number }) => {
    const settings = settingsOf("edge");
    byHand({ ...settings, step: settings.steps });
    const { verdict, edge, answer, right, wrong } = words.reveal;
    return fill(verdict, {
      off: offBy(number, edge),
      choice: choice === answer ? right : wrong,
    });
  };
  return predictFirst({ ...words.predict, reveal, done });
}

// Both pictures, side by side where there is room.
function plots({ state, names, words, byHand, goTo }) {
  const map = descentMap({ state, names, words, moveStart: (at) => byHand({ start: at }) });
  const curves = descentCurves({ state, names, words, setStep: goTo });
  const views = h("div", { class: "views" }, map.box, curves.box);
  const draw = ({ surface, paths, stands, focus }) => {
    const full = views.clientWidth;
    const wide = full >= 560;
    const width = wide ? Math.floor(full * 0.57) : full;
    const tall = map.layout(width, surface, [state.surface, state.condition, state.angle]);
    map.draw(paths, stands, focus);
    curves.draw(wide ? full - width - 12 : full, wide ? tall : 220, paths, stands, surface.floor);
  };
  return { views, draw };
}

// What stands where, from top to bottom.
function page({ start, knobs, guess, views, numbers: { arrows, law, summary }, time, table, code }) {
  const bar = (first, ...some) =>
    h(
      "div",
      { class: "bar" },
      first,
      some.map((name) => knobs[name].el),
    );
  return [
    guess.el,
    bar(start.el, "condition", "angle", "batch_size"),
    start.comment,
    views,
    time.el,
    table.race,
    table.table,
    bar(null, "momentum", "steps", "noise", "seed"),
    arrows,
    law,
    summary,
    code.el,
  ];
}

export default { render };
