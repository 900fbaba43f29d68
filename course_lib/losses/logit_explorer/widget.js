// The logit explorer: logits, their softmax, the loss, and its slopes by logits and by probabilities.
import { frame, h, hands, player, pythonCode, stand } from "../../widgets/ui.js";
import { binaryView } from "./binary.js";
import { classesView } from "./classes.js";
import { guessFirst } from "./guess.js";
import { numbers } from "./numbers.js";
import { pictureView } from "./picture.js";
import { agree, analyse, analyseBinary, descend, python } from "./state.js";
import css from "./widget.css";

const GENTLE = ["naive", "lr"]; // a run goes on when they change

function render({ model, el }) {
  const ui = frame({
    model,
    el,
    title: "Logit explorer",
    heading: "Logit explorer: drag the logits",
    draw: () => draw(),
    begin: (patch) => restart(patch),
    agree,
  });
  const { state, set } = ui.store;
  const { byHand, restart, start, settings } = hands({
    model,
    ui,
    gentle: GENTLE,
    begin: { mode: "classes" },
    halt: () => run.forget(),
    ask: () => guess.reset(),
  });
  const run = logitPlayer(state, set);
  const classes = classesView({ state, byHand });
  const binary = binaryView({ state, byHand });
  const digit = pictureView(state);
  const told = numbers(state, ui.asked.sees);
  const code = pythonCode(() => python(state));
  const guess = guessFirst({ state, byHand, done: ui.asked.reveal });
  const parts = { ...settings.parts, start, run, classes, binary, digit, told, code, guess };
  const { more, all } = page(parts);

  function draw() {
    start.set(state.preset);
    settings.update();
    const many = state.mode === "classes";
    for (const part of [start.el, start.comment, guess.el, classes.views, classes.numbers, more])
      part.hidden = !many;
    binary.el.hidden = many;
    const a = many ? analyse(state) : analyseBinary(state);
    (many ? classes : binary).draw(a);
    (many ? told.ofClasses : told.ofBinary)(a);
    digit.draw(many);
    more.open ||= state.tasks.length > 0; // a task that asks for it need not ask to unfold it
    code.update();
  }

  return stand(ui, css, all, [run.stop, told.stop]);
}

// Gradient descent on the logits, step by step; it ends where a logit would leave its range.
const logitPlayer = (state, set) =>
  player({
    label: "Gradient descent on the logits",
    capture: () => ({ logits: state.logits, score: state.score }),
    restore: set,
    step: () => {
      const next = descend(state);
      const values = next.logits ?? [next.score];
      if (!values.every((v) => Math.abs(v) <= 100)) return false;
      set(next);
      return true;
    },
  });

// What stands where, from top to bottom.
function page({ mode, temperature, smoothing, shift, naive, lr, ...own }) {
  const { start, run, classes, binary, digit, told, code, guess } = own;
  const bar = (...children) => h("div", { class: "bar" }, children);
  const more = h(
    "details",
    { class: "more" },
    h("summary", {}, "Where does the naive formula break?"),
    h(
      "p",
      { class: "comment" },
      "Add the same number to every logit, and no probability changes. But beyond 709, exp z is infinite in float64.",
    ),
    bar(shift.el, naive.el),
  );
  const descent = h(
    "div",
    { "data-control": "player" },
    h("p", { class: "small" }, "Let the slopes move the logits (gradient descent)"),
    run.el,
  );
  const all = [
    guess.el,
    bar(start.el, mode.el, lr.el),
    start.comment,
    digit.el,
    told.el,
    classes.views,
    binary.el,
    bar(descent, temperature.el, smoothing.el),
    classes.numbers,
    more,
    told.summary,
    code.el,
  ];
  return { more, all };
}

export default { render };
