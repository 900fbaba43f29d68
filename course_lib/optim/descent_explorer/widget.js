// The descent explorer: a surface from above, a race down it, the losses, and the edge of divergence.
import {
  clamp,
  format,
  frame,
  h,
  ordered,
  predictFirst,
  presets,
  pythonCode,
  readout,
  setText,
  slider,
  summary,
} from "../../widgets/ui.js";
import { edges } from "../quadratics.js";
import { descentCurves } from "./curves.js";
import { descentMap } from "./map.js";
import { descend, disturbances, standing, surfaceOf } from "./run.js";
import { fill, python, valid } from "./state.js";
import { racers } from "./table.js";
import { timeline } from "./timeline.js";
import { show } from "./view.js";
import css from "./widget.css";

function render({ model, el }) {
  const [all, words] = ["_presets", "_words"].map((k) => ordered(model, k));
  const [grounds, rules, rows] = ["_surfaces", "_rules", "_rows"].map((k) => model.get(k));
  const names = rules.focus;
  const ui = frame({
    model,
    el,
    title: "Descent explorer",
    keys: Object.keys(rules),
    draw: () => draw(),
    valid: (patch) => valid(patch, rules, state),
  });
  const { state, initial, set } = ui.store;
  const byHand = (patch) => {
    time.stop();
    set(patch);
  };
  const setStep = (step) => set({ step: clamp(step, 0, state.steps) });
  const settingsOf = (name) => {
    const { label, comment, ...settings } = all[name];
    return { preset: name, ...settings };
  };
  const restart = (patch) => {
    guess.reset();
    byHand(patch);
  };

  // controls
  const start = presets({
    label: words.from,
    value: state.preset,
    onChange: (name) => restart(settingsOf(name)),
    options: Object.entries(all).map(([value, about]) => ({ value, ...about })),
  });
  const knobs = Object.fromEntries(
    Object.entries(words.knobs).map(([name, how]) => [
      name,
      slider({
        ...how,
        value: state[name],
        onInput: (v) => byHand({ [name]: v }),
      }),
    ]),
  );
  const time = timeline({
    state,
    setStep,
    label: words.time,
    reset: () => restart({ ...initial, ...(state.preset && settingsOf(state.preset)) }),
  });
  const table = racers({
    state,
    names,
    words,
    range: rules.lrs,
    setFocus: (focus) => set({ focus }),
    setRate: (name, v) => byHand({ lrs: { ...state.lrs, [name]: v } }),
    setRacers: (optimizers) => byHand({ optimizers }),
  });

  // views; Python's sentences hold readouts: "{lambda}"
  const map = descentMap({ state, names, words, moveStart: (at) => byHand({ start: at }) });
  const curves = descentCurves({
    state,
    names,
    words,
    setStep: (step) => {
      time.stop();
      setStep(step);
    },
  });
  const views = h("div", { class: "views" }, map.box, curves.box);
  const cells = {};
  const cell = (name) => {
    cells[name] = readout(name, (v) => format(v));
    return cells[name].el;
  };
  const sentence = (text) =>
    h(
      "span",
      {},
      text.split(/[{}]/).map((part, i) => (i % 2 ? cell(part) : part)),
    );
  const law = sentence(words.law);
  const vectors = Object.fromEntries(
    Object.entries(words.vectors).map(([name, text]) => [name, sentence(text)]),
  );
  const [where, whose] = [h("span"), h("strong")];
  const told = summary();
  const code = pythonCode(() => python(state, words.code));
  const guess = predictFirst({ ...words.predict, reveal });

  function reveal({ choice, number }) {
    byHand({ ...settingsOf("edge"), step: all.edge.steps });
    const { verdict, edge, answer, right, wrong } = words.reveal;
    return fill(verdict, {
      number: format(number),
      off: format(Math.abs(number - edge)),
      choice: choice === answer ? right : wrong,
    });
  }

  // the race: run anew only when something that it depends on has changed
  let [ran, surface, paths] = [];
  function run({ preset, focus, step, ...settings }) {
    const now = JSON.stringify(settings);
    if (now === ran) return;
    ran = now;
    const draws = disturbances(state, rows);
    surface = surfaceOf(state, grounds, rows);
    paths = Object.fromEntries(state.optimizers.map((name) => [name, descend(surface, name, state, draws)]));
  }

  function draw() {
    setStep(state.step); // a link or a shorter run may leave it behind the end
    run(state);
    const focus = paths[state.focus] ? state.focus : state.optimizers[0];
    const stands = Object.fromEntries(
      Object.entries(paths).map(([name, path]) => {
        const stand = standing(surface, path, state.step);
        const [m, v] = words.memory[name]; // what it remembers, by name
        return [name, { ...stand, memory: m ? stand.m : [0, 0], size: v ? stand.v.map(Math.sqrt) : [0, 0] }];
      }),
    );
    drawControls(state.surface === "bowl", state.surface === "regression");
    const full = views.clientWidth;
    const wide = full >= 560;
    const width = wide ? Math.floor(full * 0.57) : full;
    const tall = map.layout(width, surface, [state.surface, state.condition, state.angle]);
    map.draw(paths, stands, focus);
    curves.draw(wide ? full - width - 12 : full, wide ? tall : 220, paths, stands, surface.floor);
    drawNumbers(surface, stands, focus);
    time.show();
    code.update();
  }

  function drawControls(bowl, data) {
    start.set(state.preset);
    if (!state.preset) setText(start.comment, words.own);
    show(guess.el, bowl && state.condition === 10); // the valley that it asks about
    const shown = {
      condition: bowl,
      angle: bowl,
      noise: !data,
      batch_size: data,
      seed: data ? state.batch_size : state.noise,
      steps: true,
      momentum: paths.momentum || paths.nesterov,
    };
    for (const [name, knob] of Object.entries(knobs)) {
      knob.set(state[name]);
      show(knob.el, shown[name]);
    }
  }

  function drawNumbers({ sharpness, edge }, stands, focus) {
    const rates = edges(sharpness, state.momentum);
    const { gradient, memory, size } = stands[focus];
    cells.lambda.set(sharpness);
    cells.edge.set(rates.sgd);
    for (const [name, pair] of Object.entries({ gradient, memory, size })) {
      show(vectors[name], pair[0] || pair[1]);
      pair.forEach((v, i) => cells[`${name}.${i}`].set(v));
    }
    setText(where, edge);
    setText(whose, words.whose[focus]);
    table.draw(stands, rates, focus);
    told.set(
      fill(words.told, state) +
        Object.entries(stands)
          .map(([name, { gone, t, loss, distance }]) =>
            fill(gone ? words.gone : words.stands, {
              name: words.labels[name],
              t,
              loss: format(loss),
              distance: format(distance),
            }),
          )
          .join(""),
    );
  }

  const knob = (...some) => some.map((name) => knobs[name].el);
  ui.body.classList.add("stack");
  ui.body.append(
    h("style", {}, css),
    h("p", { class: "title" }, words.title),
    h("div", { class: "bar" }, start.el, knob("condition", "angle", "batch_size")),
    start.comment,
    guess.el,
    views,
    h("p", { class: "arrows" }, words.arrowsOf, whose, Object.values(vectors)),
    time.el,
    table.race,
    table.table,
    h("p", {}, law, where),
    h("div", { class: "bar" }, knob("momentum", "steps", "noise", "seed")),
    told.el,
    code.el,
  );
  ui.start();
  return () => {
    time.stop();
    told.stop();
    ui.stop();
  };
}

export default { render };
