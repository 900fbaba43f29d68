// The digit explorer: draw a digit; every map of a trained network, its scores, and where it looked.
import { frame, h, hands, ordered, player, pythonCode, stand } from "../../widgets/ui.js";
import { board } from "./board.js";
import { guessFirst } from "./guess.js";
import { maps, pick } from "./maps.js";
import { python } from "./python.js";
import { report } from "./report.js";
import { scores } from "./scores.js";
import { seen } from "./seen.js";
import { analyse, following, picked } from "./state.js";
import { told } from "./told.js";
import css from "./widget.css";

function render({ model, el }) {
  const ui = frame({
    model,
    el,
    title: "Digit explorer",
    heading: "Digit explorer: draw, and look inside",
    draw: () => draw(),
    begin: (patch) => restart(patch),
  });
  const { state, set } = ui.store;
  const { sees } = ui.asked;
  const [words, pixels] = [ordered(model, "_words"), ordered(model, "_pixels")];
  let hurried = false;
  const { byHand, restart, start, settings } = hands({
    model,
    ui,
    label: "Digit",
    halt: () => run.forget(),
    adapt: (patch) => ({ covered: -1, ...patch }),
    ask: () => {
      guess.reset();
      paper.forget();
    },
  });
  const run = cover(state, set);
  const own = (strokes) => byHand({ strokes, preset: "", digit: "", covered: -1 });
  const paper = board({
    state,
    draw: own,
    clear: () => own([]),
    redraw: ui.schedule,
    busy: (is) => {
      hurried = is;
      ui.schedule();
    },
  });
  const view = seen({ state });
  const table = scores();
  const every = maps({ state, set });
  const one = pick();
  const summed = told({ state, sees });
  const now = () => analyse(state, pixels, hurried);
  const code = pythonCode(() => python(state, now()));
  const guess = guessFirst({ start, byHand, done: ui.asked.reveal, pixels, words });

  function draw() {
    const all = now();
    const map = picked(state, all);
    start.set(state.preset);
    settings.update();
    paper.draw(all);
    view.draw(all, map);
    table.draw(all);
    every.draw(all);
    one.draw(map);
    summed.draw(all, map);
    code.update();
  }

  const how = report(words);
  const { parts } = settings;
  const all = page({ parts, start, guess, run, paper, view, table, every, one, summed, how, code });
  return stand(ui, [css], all, [run.stop, summed.stop]);
}

// One place of the cover after the other; what each costs is laid over the picture.
const cover = (state, set) =>
  player({
    label: "Cover one place after the other",
    rate: 20,
    capture: () => ({ covered: state.covered, look: state.look }),
    restore: set,
    step: () => {
      const next = following(state);
      if (next !== null) set({ covered: next, look: "occlusion" });
      return next !== null;
    },
  });

// What stands where, from top to bottom.
function page({ parts, start, guess, run, paper, view, table, every, one, summed, how, code }) {
  const bar = (...children) => h("div", { class: "bar" }, children);
  const { pen, fit, right, down, turn, look, target, patch, push } = parts;
  return [
    h("div", { class: "top" }, paper.el, view.el, table.el),
    bar(start.el, look.el, h("div", { "data-control": "player" }, run.el)),
    view.told,
    every.el,
    one.el,
    start.comment,
    bar(target.el, patch.el, push.el),
    bar(right.el, down.el, turn.el),
    bar(pen.el, fit.el),
    guess.el,
    how,
    summed.el,
    code.el,
  ];
}

export default { render };
