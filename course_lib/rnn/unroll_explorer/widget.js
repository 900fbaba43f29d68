// The unroll explorer: a sequence to type, a cell of one unit, its states forward and its gradients back, by lag.
import { typing } from "../../widgets/typing.js";
import { frame, h, hands, ordered, player, pythonCode, stand } from "../../widgets/ui.js";
import { board } from "./board.js";
import { guessFirst } from "./guess.js";
import { stepLine, weightsLine } from "./panel.js";
import { python } from "./python.js";
import { stepsOf } from "./sequence.js";
import { agree, analyse, further } from "./state.js";
import { told } from "./told.js";
import css from "./widget.css";

// the sliders of all cells, those that a lesson begins with first
const KNOBS = [
  ...["w", "forget_bias", "update_bias", "u", "b"],
  ...["input_bias", "input_x", "output_bias", "update_x", "reset_bias"],
];
const WHOLE = { walked: false }; // all gradients are in sight

function render({ model, el }) {
  const ui = frame({
    model,
    el,
    title: "Unroll explorer",
    heading: "Unroll explorer: one cell at every step",
    draw: () => draw(),
    begin: (patch) => restart(patch),
    agree,
  });
  const { state, set } = ui.store;
  const words = ordered(model, "_words");
  const { byHand, restart, start, settings } = hands({
    model,
    ui,
    halt: () => run.forget(),
    ask: () => {
      guess.reset();
      text.reset();
    },
    adapt: (patch) => ({ ...patch, ...WHOLE }),
  });
  const run = walk(state, set);
  const put = (patch) => byHand({ ...patch, ...WHOLE });
  const text = typing({ name: "sequence", label: words.typing, read: stepsOf, state, accept: put });
  const picture = board({ state, put, pick: (t) => put({ pick: t }) });
  const one = stepLine(words);
  const weights = weightsLine(words);
  const summed = told(ui.asked);
  const guess = guessFirst({ start, byHand, done: ui.asked.reveal, words });
  const code = pythonCode(() => python(state, analyse(state)));

  function draw() {
    const wide = ui.body.clientWidth - 34; // read before anything is drawn: later it would cost a layout
    const all = analyse(state);
    start.set(state.preset);
    settings.update();
    text.draw();
    picture.draw(all, wide);
    one.draw(all);
    weights.draw(all, state.clip);
    summed.draw(all);
    code.update();
  }

  const { parts } = settings;
  const all = page({ parts, start, guess, run, text, picture, one, weights, summed, code });
  return stand(ui, [css], all, [run.stop, summed.stop]);
}

// Back through time, a step at a time; where it has ended it begins anew.
function walk(state, set) {
  let ended = false;
  return player({
    label: "Back through time",
    unit: "steps back:",
    rate: 2,
    capture: () => ({ pick: state.pick, walked: state.walked }),
    restore: set,
    step: () => {
      const next = further(state, ended);
      ended = !next;
      if (next) set(next);
      return Boolean(next);
    },
  });
}

// What stands where, from top to bottom.
function page({ parts, start, guess, run, text, picture, one, weights, summed, code }) {
  const bar = (...children) => h("div", { class: "bar" }, children);
  return [
    picture.el,
    bar(h("div", { "data-control": "player" }, run.el), parts.loss.el),
    bar(text.el, start.el, parts.cell.el),
    start.comment,
    bar(...KNOBS.map((name) => parts[name].el)),
    one.el,
    weights.el,
    bar(parts.clip.el, parts.max_norm.el),
    guess.el,
    summed.el,
    code.el,
  ];
}

export default { render };
