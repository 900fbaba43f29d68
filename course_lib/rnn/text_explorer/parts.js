// All parts of the page, and how each is drawn.
import { h, pythonCode, reducedMotion, setText } from "../../widgets/ui.js";
import { bars } from "./bars.js";
import { curve, GIGA } from "./curve.js";
import { guessFirst } from "./guess.js";
import { losses } from "./losses.js";
import { python } from "./python.js";
import { sample } from "./sample.js";
import { distribution, oneMore, rivalOf } from "./state.js";
import { told } from "./told.js";
import { trainingPlayer } from "./training_player.js";
import { writing } from "./writing.js";

// it: the run; known(): the text; voice(): who speaks; byHand: ends the run; set: does not.
export function partsOf({ ui, words, it, known, voice, byHand, set, start }) {
  const { state } = ui.store;
  const look = () => distribution(state, known(), voice());
  const numbers = losses();
  const player = trainingPlayer({
    it,
    label: words.player,
    clock: numbers.clock,
    toggle: () => {
      if (it.playing) it.pause();
      else if (known()) train(it, state, known());
      ui.schedule();
    },
    rewind: () => {
      it.forget();
      ui.schedule();
    },
  });
  const pen = writing({
    state,
    known,
    words,
    put: set,
    more: () => known() && oneMore(state, known(), voice()),
  });
  const guess = guessFirst({ start, byHand, look, words, done: ui.asked.reveal });
  const summed = told({ sees: ui.asked.sees, names: words.models });
  const picture = curve();
  const [columns, text] = [bars(), sample(words)];
  const title = ui.head.querySelector(".title");
  let shown = null;
  const code = pythonCode(() => (shown ? python(state, shown, it.flops / GIGA) : ""));

  // loss: the bigram's; written: the sample
  // beside: the model that learns beside it
  function draw({ wide, loss, size, written, beside }) {
    const all = look();
    shown = all;
    setText(title, words.heading.replace("names", known().list ? "$&" : "Shakespeare")); // $&: as it is
    const goal = it.goal || state.budget * GIGA;
    const until = Math.max(goal, it.flops);
    const width = wide > 560 ? wide * 0.52 - 12 : wide;
    picture.draw({ width, points: it.points, pairs: loss, vocabSize: all.tokens.length, until });
    numbers.draw({ it, state, goal, loss, size, beside });
    text.draw(known(), all.beginning, written);
    columns.draw({ wide, ...all });
    pen.draw(all);
    summed.draw({ state, it, loss, all, beside });
    code.update();
  }
  const curved = h("div", { "data-control": "curve" }, picture.box);
  return { player, pen, guess, summed, code, numbers, columns, text, curved, draw };
}

function train(it, state, { text, list }) {
  const rival = rivalOf(state);
  const models = [{ cell: state.model, hiddenSize: state.hidden }, ...(rival ? [{ cell: rival.model }] : [])];
  const order = { text, list, seed: state.seed, models };
  it.play(order, state.budget * GIGA, reducedMotion() ? 1 : undefined);
}

// What stands where, from top to bottom.
export function page({ settings, start, note, parts }) {
  const { model, corpus, hidden, seed, budget, temperature, top_k, top_p, draw_seed, beside } =
    settings.parts;
  const { player, pen, guess, summed, code, numbers, columns, text, curved } = parts;
  const bar = (...children) => h("div", { class: "bar" }, children);
  const board = h(
    "div",
    { class: "shown" },
    h("div", { class: "board" }, curved, text.el),
    numbers.el,
    columns.el,
  );
  return {
    board,
    all: [
      bar(start.el, corpus.el, model.el, beside?.el),
      note,
      board,
      bar(player.el),
      bar(pen.typed, pen.pen),
      bar(temperature.el, top_k.el, top_p.el),
      start.comment,
      bar(budget.el, hidden.el, seed.el, draw_seed.el),
      guess.el,
      summed.el,
      code.el,
    ],
  };
}
