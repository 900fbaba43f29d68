// The attention explorer: words with queries, keys and values in the plane; scores, softmax, mix, and the way back.
import { typing } from "../../widgets/typing.js";
import { button, clamp, frame, h, hands, ordered, player, pythonCode, stand } from "../../widgets/ui.js";
import { guessFirst } from "./guess.js";
import { planes } from "./planes.js";
import { python } from "./python.js";
import { agree, analyse, further, judged } from "./state.js";
import { chain, lossLine, matrix } from "./tables.js";
import { moved, tokensOf } from "./tokens.js";
import { told } from "./told.js";
import css from "./widget.css";

function render({ model, el }) {
  const ui = frame({
    model,
    el,
    title: "Attention explorer",
    heading: "Attention explorer: who looks at whom?",
    draw: () => draw(),
    begin: (patch) => restart(patch),
    agree,
  });
  const { state, set } = ui.store;
  const words = ordered(model, "_words");
  const { byHand, restart, start, settings } = hands({
    model,
    ui,
    gentle: ["way", "lr", "head"],
    halt: () => run.forget(),
    ask: () => {
      guess.reset();
      text.reset();
    },
  });
  const now = () => analyse(state, words.lesson);
  const run = descent(state, set, words.lesson);
  const text = typing({
    name: "sentence",
    label: words.typing,
    read: tokensOf,
    state,
    accept: byHand,
    most: 60,
  });
  const order = ordering(state, byHand);
  const picture = planes({ state, byHand, now });
  const weights = matrix((t) => byHand({ pick: t }));
  const one = chain();
  const loss = lossLine();
  const summed = told(ui.asked);
  const guess = guessFirst({ start, byHand, done: ui.asked.reveal, words });
  const code = pythonCode(() => python(state, now()));

  function draw() {
    const wide = ui.body.clientWidth - 34; // read before anything is drawn: later it would cost a layout
    const all = judged(state, words.lesson);
    const back = state.way === "backward";
    start.set(state.preset);
    settings.update();
    text.draw();
    order.draw(all);
    picture.draw(all, wide, back);
    weights.draw(all);
    one.draw(all, back);
    loss.draw(all, back);
    summed.draw(all, back);
    code.update();
  }

  const { parts } = settings;
  const all = page({ parts, start, guess, run, text, order, picture, weights, one, loss, summed, code });
  return stand(ui, [css], all, [run.stop, summed.stop]);
}

// Every step moves the arrows against their gradients.
const descent = (state, set, lesson) =>
  player({
    label: "Go down the gradient",
    rate: 10,
    jump: 100,
    capture: () => ({ vectors: state.vectors, way: state.way }),
    restore: set,
    step: () => {
      const next = further(state, lesson);
      if (next) set(next);
      return Boolean(next);
    },
  });

// Moves the word that asks one place; the question stays with it.
function ordering(state, byHand) {
  const at = () => Math.min(state.pick, tokensOf(state.sentence).length) - 1;
  const by = (step) => {
    const to = clamp(at() + step, 0, tokensOf(state.sentence).length - 1);
    byHand({ sentence: moved(state.sentence, at(), to), pick: to + 1 });
  };
  const label = h("p", { class: "small" });
  const [earlier, later] = [
    ["◂", "Move it to the left", -1],
    ["▸", "Move it to the right", 1],
  ].map(([sign, name, step]) => button(sign, () => by(step), { "aria-label": name }));
  const el = h("div", { class: "control", "data-control": "order" }, label, earlier, " ", later);
  const draw = ({ words, pick }) => {
    label.textContent = `Move ${words[pick]}`;
    earlier.disabled = pick === 0;
    later.disabled = pick === words.length - 1;
  };
  return { el, draw };
}

// What stands where, from top to bottom.
function page({ parts, start, guess, run, text, order, picture, weights, one, loss, summed, code }) {
  const bar = (...children) => h("div", { class: "bar" }, children);
  return [
    picture.el,
    loss.el,
    h("div", { class: "tables" }, weights.el, one.el),
    bar(start.el, text.el, order.el, parts.mask.el),
    start.comment,
    bar(parts.way.el, h("div", { "data-control": "player" }, run.el)),
    bar(parts.positions.el, parts.heads.el, parts.head.el, parts.scale.el),
    bar(parts.train.el, parts.lr.el),
    guess.el,
    summed.el,
    code.el,
  ];
}

export default { render };
