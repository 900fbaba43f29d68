// The chance explorer: draws in a histogram, or two things at once in a square.
import { frame, h, hands, ordered, player, pythonCode, stand } from "../../widgets/ui.js";
import { guessFirst } from "./guess.js";
import { numbers } from "./numbers.js";
import { square } from "./square.js";
import { analyser, python } from "./state.js";
import { bars } from "./views.js";
import css from "./widget.css";

const MOST = 100_000;

function render({ model, el }) {
  const ui = frame({
    model,
    el,
    title: "Chance explorer",
    heading: "Chance explorer: drop draws, and see what they pile up to",
    draw: () => draw(),
    begin: (patch) => restart(patch),
  });
  const words = ordered(model, "_words");
  const { state, set } = ui.store;
  const { byHand, restart, start, settings } = hands({
    model,
    ui,
    gentle: ["batch"], // a run goes on in larger steps
    halt: () => run.forget(),
    ask: () => guess.reset(),
  });
  const run = player({
    label: "Drop draws",
    capture: () => ({ n: state.n }),
    restore: set,
    step: () => {
      if (state.n === MOST) return false;
      set({ n: Math.min(MOST, state.n + state.batch) });
      return true;
    },
  });
  const analyse = analyser();
  const guess = guessFirst({ state, byHand, analyse, done: ui.asked.reveal });
  const one = bars({ state, byHand: set });
  const two = square({ state, byHand: set, names: words.outcomes });
  const told = numbers({ state, outcomes: words.outcomes, about: words.about });
  const code = pythonCode(() => python(state));

  function draw() {
    const single = state.mode === "one";
    one.el.hidden = !single;
    two.el.parentElement.hidden = single;
    start.set(state.preset);
    settings.update();
    const a = analyse(state);
    (single ? one : two).draw(a);
    told.draw(a);
    code.update();
  }

  const parts = page({ parts: settings.parts, start, guess, one, two, told, run, code });
  return stand(ui, [css], parts, [run.stop, told.stop]);
}

// What stands where, from top to bottom.
function page({ parts, start, guess, one, two, told, run, code }) {
  const bar = (...children) => h("div", { class: "bar" }, children);
  const { mode, source, n, batch, bars: count, height, curve, p_a, p_b, tie, seed } = parts;
  return [
    one.el,
    h("div", { class: "views" }, two.el, told.two),
    bar(batch.el, h("div", { "data-control": "player" }, run.el)),
    bar(start.el, mode.el, source.el),
    start.comment,
    bar(count.el, height.el, curve.el, p_a.el, p_b.el, tie.el),
    guess.el,
    told.one,
    bar(n.el, seed.el),
    told.summary,
    code.el,
  ];
}

export default { render };
