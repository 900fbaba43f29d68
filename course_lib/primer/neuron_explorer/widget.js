// The neuron explorer: a network with two inputs, two hidden neurons and one output, every number in sight.
import { frame, h, hands, player, pythonCode, stand } from "../../widgets/ui.js";
import { drawing } from "./drawing.js";
import { guessFirst } from "./guess.js";
import { forward, python } from "./network.js";
import { planeView } from "./plane.js";
import css from "./widget.css";
import { words } from "./words.js";

const LAST = 5; // lines of the calculation

function render({ model, el }) {
  const ui = frame({
    model,
    el,
    title: "Neuron explorer",
    heading: "Neuron explorer: drag any number on a wire, drag the point",
    draw: () => draw(),
    begin: (patch) => restart(patch),
  });
  const { state, set } = ui.store;
  const { byHand, restart, start, settings } = hands({
    model,
    ui,
    label: "Network",
    halt: () => run.forget(),
    ask: () => guess.reset(),
  });
  const run = calculation(state, set);
  const network = drawing({ state, byHand });
  const plane = planeView({ state, byHand });
  const told = words(state);
  const code = pythonCode(() => python(state));
  const guess = guessFirst({ start, byHand, done: ui.asked.reveal });
  const { all, views } = page({ ...settings.parts, start, guess, run, network, plane, told, code });

  function draw() {
    const a = analyse(state);
    const full = views.clientWidth;
    const wide = full >= 600;
    start.set(state.preset);
    settings.update();
    network.draw(a, wide ? full - 296 : full);
    plane.draw(wide ? 280 : full);
    told.draw(a);
    code.update();
  }

  return stand(ui, [css], all, [run.stop, told.stop]);
}

// All numbers, and what each node of the drawing says; null where the calculation has not come so far.
function analyse(state) {
  const a = forward(state.weights, state.x1, state.x2);
  const yet = (line, value) => (state.shown >= line ? value : null);
  const told = {
    x1: [{ text: "", value: state.x1 }],
    x2: [{ text: "", value: state.x2 }],
    h1: [
      { text: "z₁ ", value: yet(1, a.z[0]) },
      { text: "h₁ ", value: yet(2, a.h[0]) },
    ],
    h2: [
      { text: "z₂ ", value: yet(3, a.z[1]) },
      { text: "h₂ ", value: yet(4, a.h[1]) },
    ],
    y: [{ text: "", value: yet(5, a.output) }],
  };
  return { ...a, told };
}

// One line of the calculation after the other; where all are shown, it begins anew.
const calculation = (state, set) =>
  player({
    label: "Compute line by line",
    rate: 1.2,
    jump: 1,
    limit: LAST,
    capture: () => ({ shown: state.shown }),
    restore: set,
    step: () => {
      set({ shown: state.shown >= LAST ? 1 : state.shown + 1 });
      return true;
    },
  });

// What stands where, from top to bottom.
function page({ x1, x2, start, guess, run, network, plane, told, code }) {
  const bar = (...children) => h("div", { class: "bar" }, children);
  const views = h("div", { class: "views" }, network.el, plane.el);
  const all = [
    views,
    bar(h("div", { "data-control": "player" }, h("p", { class: "small" }, "Compute line by line"), run.el)),
    told.el,
    bar(start.el, x1.el, x2.el),
    start.comment,
    guess.el,
    h(
      "p",
      { class: "legend" },
      "Wires: solid for plus, dashed for minus, thicker for larger. Plane: blue above zero, orange below, " +
        "the thick line between them; a dotted line where the sum of a neuron is zero.",
    ),
    told.summary,
    code.el,
  ];
  return { all, views };
}

export default { render };
