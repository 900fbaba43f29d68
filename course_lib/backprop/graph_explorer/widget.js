// The graph explorer: an expression as a graph, values forward, gradients backward, one operation at a time.
import { frame, h, hands, ordered, player, pythonCode, stand } from "../../widgets/ui.js";
import { guessFirst } from "./guess.js";
import { how } from "./how.js";
import { nudgeView } from "./nudge.js";
import { picture } from "./picture.js";
import { python } from "./python.js";
import { repair } from "./repair.js";
import { agree, analyse, following, replaced } from "./state.js";
import { told } from "./told.js";
import { typing } from "./typing.js";
import css from "./widget.css";

function render({ model, el }) {
  const ui = frame({
    model,
    el,
    title: "Graph explorer",
    heading: "Graph explorer: forward, and back again",
    draw: () => draw(),
    begin: (patch) => restart(patch),
    agree,
  });
  const { state, set } = ui.store;
  const { sees } = ui.asked;
  const words = ordered(model, "_words");
  const { byHand, restart, start, settings } = hands({
    model,
    ui,
    label: "Graph",
    gentle: ["nudge"],
    halt: () => run.forget(),
    ask: () => {
      guess.reset();
      broken.forget();
      typed.draw(true);
    },
  });
  const run = steps(state, set);
  const graph = picture({
    state,
    pick: (pick) => set({ pick }),
    put: (node, k, v) =>
      set({ values: replaced(analyse(state), state.values, { leaf: node.id, name: node.name, k }, v) }),
  });
  const typed = typing({ state, words, accept: (patch) => byHand({ ...patch, ...ANEW }) });
  const why = how({ state, sees, words });
  const nudge = nudgeView({ state, set, slider: settings.parts.nudge.el, words });
  const broken = repair({ state, set, words });
  const summed = told({ state, sees });
  const code = pythonCode(() => python(state.expression, analyse(state)));
  const guess = guessFirst({ start, byHand, done: ui.asked.reveal, words });

  function draw() {
    const all = analyse(state);
    start.set(state.preset);
    settings.update();
    typed.draw();
    for (const part of [graph, why, nudge, broken, summed]) part.draw(all);
    code.update();
  }

  const all = page({ start, guess, run, graph, typed, why, nudge, broken, summed, code });
  return stand(ui, [css], all, [run.stop, summed.stop]);
}

// What another expression begins with.
const ANEW = { preset: "", challenge: "", repaired: false, pick: -1, nudged: "", forward: 99, backward: 0 };

// Forward to the result, then back from it, one operation a step. Where a run begins at the end, it begins anew.
function steps(state, set) {
  let fresh = true;
  const run = player({
    label: "One operation at a time",
    rate: 1.2,
    capture: () => ({ forward: state.forward, backward: state.backward, pick: state.pick }),
    restore: (then) => {
      fresh = true;
      set(then);
    },
    step: () => {
      const next = following(analyse(state)) ?? (fresh && { backward: 0, pick: -1 });
      fresh = false;
      if (next) set(next);
      return Boolean(next);
    },
  });
  const forget = () => {
    fresh = true;
    run.forget();
  };
  return { ...run, forget };
}

// What stands where, from top to bottom.
function page({ start, guess, run, graph, typed, why, nudge, broken, summed, code }) {
  const bar = (...children) => h("div", { class: "bar" }, children);
  const legend = h(
    "p",
    { class: "legend" },
    h("span", { class: "value" }, "value"),
    h("span", { class: "gradient", "data-control": "gradients" }, "▽ gradient"),
    h("span", { "data-control": "locals" }, "×local derivative"),
  );
  return [
    graph.el,
    bar(h("div", { "data-control": "player" }, run.el), legend),
    why.el,
    broken.el,
    nudge.el,
    bar(start.el),
    start.comment,
    typed.el,
    guess.el,
    summed.el,
    code.el,
  ];
}

export default { render };
