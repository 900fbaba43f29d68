// The logit explorer: logits, their softmax, the loss, and its slopes by logits and by probabilities.
import {
  button,
  choice,
  format,
  frame,
  h,
  ordered,
  player,
  predictFirst,
  presets,
  pythonCode,
  readout,
  s,
  slider,
  summary,
  toggle,
} from "../../widgets/ui.js";
import { binaryView } from "./binary.js";
import { classesView } from "./classes.js";
import { analyse, analyseBinary, descend, python, valid } from "./state.js";
import css from "./widget.css";

const KEYS = [
  "preset",
  "mode",
  "classes",
  "logits",
  "target",
  "temperature",
  "smoothing",
  "shift",
  "naive",
  "score",
  "label",
  "lr",
  "picture",
];
const PLAIN = { temperature: 1, smoothing: 0, shift: 0, picture: [] };

function render({ model, el }) {
  const all = ordered(model, "_presets");
  const ui = frame({
    model,
    el,
    title: "Logit explorer",
    keys: KEYS,
    draw: () => draw(),
    valid: (patch) => valid(patch, ui.store.state, Object.keys(all)),
  });
  const { state, initial, set } = ui.store;
  const byHand = (patch) => {
    run.forget();
    set(patch);
  };
  const settingsOf = (name) => {
    const { label, comment, ...settings } = all[name];
    return { ...PLAIN, preset: name, ...settings };
  };

  const start = presets({
    value: state.preset,
    onChange: (name) => {
      guess.reset();
      byHand({ ...settingsOf(name), mode: "classes" });
    },
    options: Object.entries(all).map(([value, { label, comment }]) => ({ value, label, comment })),
  });
  const mode = choice({
    label: "Model",
    value: state.mode,
    onChange: (v) => byHand({ mode: v }),
    options: [
      { value: "classes", label: "softmax" },
      { value: "binary", label: "two classes, one logit" },
    ],
  });
  const temperature = slider({
    label: "Temperature T",
    min: 0.1,
    max: 10,
    log: true,
    value: state.temperature,
    onInput: (v) => byHand({ temperature: v }),
  });
  const smoothing = slider({
    label: "Label smoothing ε",
    min: 0,
    max: 0.5,
    step: 0.05,
    value: state.smoothing,
    onInput: (v) => byHand({ smoothing: v }),
  });
  const shift = slider({
    label: "Add to every logit",
    min: -1000,
    max: 1000,
    step: 10,
    value: state.shift,
    onInput: (v) => byHand({ shift: v }),
  });
  const naive = toggle({
    label: "Show the softmax as printed, exp z / Σ exp z",
    value: state.naive,
    onChange: (v) => set({ naive: v }),
  });
  const lr = slider({
    label: "Learning rate",
    min: 0.01,
    max: 10,
    log: true,
    value: state.lr,
    onInput: (v) => set({ lr: v }),
  });
  const run = player({
    label: "Gradient descent on the logits",
    capture: () => ({ logits: state.logits, score: state.score }),
    restore: (v) => set(v),
    step: () => {
      const next = descend(state);
      const values = next.logits ?? [next.score];
      if (!values.every((v) => Math.abs(v) <= 100)) return false;
      set(next);
      return true;
    },
  });
  const reset = () => {
    guess.reset();
    const kept = { ...initial, mode: state.mode };
    byHand({ ...kept, ...(state.preset ? settingsOf(state.preset) : {}) });
  };

  const classes = classesView({ state, byHand });
  const binary = binaryView({ state, byHand });
  const loss = readout("loss", (v) => format(v, 4));
  const bits = readout("bits", (v) => format(v));
  const perplexity = readout("perplexity", (v) => format(v));
  const floor = readout("floor", (v) => format(v, 4));
  const least = h("span", {}, " With this smoothing no logits reach below ", floor.el, ".");
  const digit = h("div", { class: "digit" });
  const told = summary();
  const code = pythonCode(() => python(state));
  const guess = predictFirst({
    question:
      "One logit of a wrong class goes up by 100. What happens to the slope of the loss by the true class's logit?",
    options: [
      { value: "explodes", label: "It grows with the error, to about −100 or beyond" },
      { value: "stays", label: "It stops at −1" },
      { value: "vanishes", label: "It vanishes, because the probability is nearly 0" },
    ],
    action: "Raise it",
    reveal,
  });

  function reveal({ choice: picked }) {
    const wrong = state.target === 0 ? 1 : 0;
    byHand({
      mode: "classes",
      ...PLAIN,
      preset: "",
      picture: state.picture,
      logits: state.logits.map((z, k) => (k === wrong ? Math.min(100, z + 100) : Math.min(z, 0))),
    });
    const a = analyse(state);
    const right = picked === "stays" ? "So you said." : "You said otherwise; look at both columns.";
    return (
      `The loss is ${format(a.loss, 4)}. By the logit the slope is ${format(a.grad[state.target], 4)}: p − y, and p cannot go below 0. ${right} ` +
      `By the probability it is ${format(a.gradProbs[state.target])}: −1/p has no bound. The softmax's own slope, p(1 − p), takes all of that away again.`
    );
  }

  function draw() {
    for (const [part, value] of [
      [start, state.preset],
      [mode, state.mode],
      [temperature, state.temperature],
      [smoothing, state.smoothing],
      [shift, state.shift],
      [naive, state.naive],
      [lr, state.lr],
    ])
      part.set(value);
    const many = state.mode === "classes";
    for (const part of [start.el, start.comment, guess.el, classes.el, temperature.el, smoothing.el, more])
      part.hidden = !many;
    binary.el.hidden = many;
    if (many) drawClasses();
    else drawBinary();
    drawDigit(many);
    code.update();
  }

  function drawClasses() {
    const a = analyse(state);
    classes.draw(a);
    numbers(a.loss, a.bits, a.perplexity);
    least.hidden = state.smoothing === 0;
    floor.set(a.floor);
    const name = state.classes[state.target];
    told.set(
      `${name} is true and gets probability ${format(a.probs[state.target])}. Loss ${format(a.loss, 4)} nats. ` +
        `Slope by its logit ${format(a.grad[state.target])}, by its probability ${format(a.gradProbs[state.target])}.`,
    );
  }

  function drawBinary() {
    const b = analyseBinary(state);
    binary.draw(b);
    numbers(b.ce, b.ce / Math.LN2, Math.exp(b.ce));
    least.hidden = true;
    told.set(
      `Logit ${format(state.score)}, probability of class 1 ${format(b.p)}, target ${state.label}. ` +
        `Cross-entropy slopes by ${format(b.ceGrad)}, squared error by ${format(b.seGrad)}.`,
    );
  }

  function numbers(nats, inBits, choices) {
    loss.set(nats);
    bits.set(inBits);
    perplexity.set(choices);
  }

  function drawDigit(many) {
    digit.hidden = !many || state.picture.length !== 64;
    if (digit.hidden || digit.dataset.drawn) return;
    digit.dataset.drawn = "true";
    const pixels = state.picture.map((v, i) =>
      s("rect", {
        x: i % 8,
        y: Math.floor(i / 8),
        width: 1.02,
        height: 1.02,
        fill: "currentColor",
        "fill-opacity": v / 16,
      }),
    );
    digit.replaceChildren(
      s("svg", { viewBox: "0 0 8 8", role: "img", "aria-label": "The digit, 8 by 8 pixels" }, pixels),
      h("p", { class: "comment" }, "The picture that these logits belong to."),
    );
  }

  const more = h(
    "details",
    {},
    h("summary", {}, "Where does the naive formula break?"),
    h(
      "p",
      { class: "comment" },
      "A number added to every logit changes no probability. Beyond 709 exp z is infinite in float64.",
    ),
    h("div", { class: "bar" }, shift.el, naive.el),
  );
  ui.body.classList.add("stack");
  ui.body.append(
    h("style", {}, css),
    h("p", { class: "title" }, "Logit explorer: drag the logits"),
    h("div", { class: "bar" }, start.el, mode.el, temperature.el, smoothing.el),
    start.comment,
    digit,
    guess.el,
    h(
      "p",
      { class: "big" },
      "Loss ",
      loss.el,
      " nats",
      h("span", { class: "comment" }, " = ", bits.el, " bits, perplexity ", perplexity.el),
      least,
    ),
    classes.el,
    binary.el,
    h(
      "div",
      { class: "bar" },
      h("div", {}, h("p", { class: "small" }, "Let the slopes move the logits (gradient descent)"), run.el),
      lr.el,
      button("Reset", reset),
    ),
    more,
    told.el,
    code.el,
  );
  ui.start();
  return () => {
    run.stop();
    told.stop();
    ui.stop();
  };
}

export default { render };
