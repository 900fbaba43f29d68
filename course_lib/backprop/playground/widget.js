// The playground: a small network that trains in the page.
import {
  button,
  clamp,
  pythonCode as copyBox,
  format,
  frame,
  h,
  key,
  ordered,
  predictFirst,
  presets,
  readout,
  setText,
  summary,
} from "../../widgets/ui.js";
import { pythonCode, torchCode } from "./code.js";
import { dataset, hiding, settings } from "./controls.js";
import { lossCurve } from "./curve.js";
import { evaluateGrid, makeGrid } from "./grid.js";
import { FINE, palette } from "./maps.js";
import { network } from "./network.js";
import { panel } from "./panel.js";
import { plane } from "./plane.js";
import { player } from "./player.js";
import { session } from "./session.js";
import { completed, KEYS, valid } from "./state.js";
import css from "./widget.css";

const SIDE = [264, 360]; // px: the plane and what stands with it, at least and at most
const GAP = 20;
const NARROW = 560;
const LEAST = 280;

function render({ model, el }) {
  const [all, words, controls] = ["presets", "words", "controls"].map((k) => ordered(model, `_${k}`));
  const [begin, texts, limits, most] = ["start", "code", "limits", "most"].map((k) => model.get(`_${k}`));
  const { say } = words;
  const ui = frame({
    model,
    el,
    title: say.name,
    keys: KEYS,
    draw: () => draw(),
    valid: (patch) => valid(patch, state, { limits, most, words, presets: all }),
  });
  const { state, initial, set } = ui.store;
  const it = session(state);
  const run = () => it.run;
  const view = {
    shown: null,
    picked: [0, 0, 0],
    hovered: null,
    brush: 1,
    stamp: 0,
    training: null,
    name: "",
  };
  const settingsOf = (preset) => {
    const { label, comment, ...own } = all[preset];
    return { ...begin, ...own, preset };
  };
  const change = (patch) => set(completed(state, patch));
  const restart = (patch) => {
    play.pause();
    it.forget();
    set(patch);
    ui.schedule();
  };

  // controls
  const start = presets({
    value: state.preset,
    onChange: (name) => {
      guess.reset();
      restart(settingsOf(name));
    },
    options: Object.entries(all).map(([value, { label, comment }]) => ({ value, label, comment })),
  });
  start.el.dataset.control = "preset";
  const data = dataset({ state, words, change });
  const { parts, update } = settings({ state, controls, change });
  const { n_classes, links, show_test, discretize, ...knobs } = parts;
  const layers = h("b", {});
  const deepen = (by) =>
    change({ hidden: by > 0 ? [...state.hidden, state.hidden.at(-1) ?? 4] : state.hidden.slice(0, -1) });
  const [fewer, more] = [
    [-1, "−", say.fewer],
    [1, "+", say.deeper],
  ].map(([by, sign, name]) => button(sign, () => deepen(by), { "aria-label": name }));
  const play = player({
    it,
    say,
    draw: () => drawRun(),
    stopped: () => {
      set(it.stand());
      ui.schedule();
    },
    reset: () => {
      guess.reset();
      restart({
        ...initial,
        hide: state.hide,
        ...(state.preset && state.preset !== initial.preset && settingsOf(state.preset)),
      });
    },
  });
  const guess = predictFirst({ ...say.predict, reveal });
  guess.el.dataset.control = "predict";

  // views
  const every = makeGrid(Object.keys(words.features), FINE).features;
  const glance = () => play.playing() || ui.schedule(); // the next frame of a run shows it anyway
  const net = network({ state, words, view, run, featureMaps: every, change, redraw: ui.schedule, glance });
  const map = plane({ state, words, view, run, change, redraw: glance });
  const edit = (...spot) => {
    set(it.edit(...spot));
    ui.schedule();
  };
  const chosen = panel({ state, words, view, run, nameOf: net.nameOf, edit, redraw: ui.schedule });
  const curve = lossCurve(say.curve);
  const cells = ["train", "test"].map((part) => [
    part,
    readout(`${part}.loss`, (v) => format(v, 4)),
    readout(`${part}.accuracy`, (v) => (Number.isNaN(v) ? "–" : `${(100 * v).toFixed(1)}%`)),
  ]);
  const penalty = readout("penalty", (v) => format(v, 4));
  const row = (name, ...values) =>
    h("tr", {}, h("th", { scope: "row" }, name), ...values.map((v) => h("td", {}, v)));
  const table = h(
    "table",
    {},
    h(
      "thead",
      {},
      h(
        "tr",
        {},
        ["", say.loss, say.right].map((t) => h(t ? "th" : "td", t && { scope: "col" }, t)),
      ),
    ),
    h(
      "tbody",
      {},
      cells.map(([part, loss, right]) => row(h("span", {}, key(part), ` ${say[part]}`), loss.el, right.el)),
      row(say.penalty, penalty.el, ""),
    ),
  );
  const note = h("p", { class: "note", role: "status" });
  const told = summary();
  told.el.dataset.control = "summary";
  const copies = [pythonCode, torchCode].map((f) => copyBox(() => f(state, texts)));
  for (const { el: box } of copies) box.dataset.control = "code";
  setText(copies[1].el.firstChild, say.torch);
  const forClass = hiding({ state, words, set });
  let grid = null;
  let maps;
  let colours = null;

  function reveal({ choice: picked }) {
    restart({ ...settingsOf("circle"), hidden: [], activation: [], dropout: [], epochs: 100 });
    it.sync();
    it.catchUp(Infinity);
    return say.predict.verdict
      .replace("{right}", Math.round(100 * it.test.accuracy))
      .replace("{yours}", say.predict.options.find((o) => o.value === picked).label);
  }

  function draw() {
    if (!ui.host.isConnected) return; // JupyterLab attaches it later; without a place there are no colours and no size
    if (colours?.theme !== ui.host.dataset.theme) colours = palette(ui.host);
    if (it.sync() || !grid) {
      view.training = new Set(it.run.train.rows);
      view.stamp += 1;
      grid = makeGrid(state.features, FINE);
      maps = undefined;
    }
    start.set(state.preset);
    guess.el.hidden = state.preset !== "circle"; // it asks about that one
    data.update(colours);
    update();
    setText(layers, String(state.hidden.length));
    [fewer.disabled, more.disabled] = [state.hidden.length === 0, state.hidden.length === 6];
    map.brush.el.hidden = state.data !== "own";
    map.brush.el.querySelectorAll("label").forEach((label, k) => {
      label.hidden = k >= state.n_classes;
    });
    layout();
    chosen.update();
    net.mark();
    for (const part of ui.body.querySelectorAll("[data-control]"))
      part.classList.toggle("gone", state.hide.includes(part.dataset.control));
    forClass.update();
    drawRun();
    if (it.goal) play.start();
    if (!play.playing()) rest();
  }

  // Beside each other, the network above, or one below the other.
  function layout() {
    const full = Math.max(stage.clientWidth, LEAST); // a hidden tab has no width at all
    const side = Math.round(clamp(full * 0.32, ...SIDE));
    const rest = full - side - GAP;
    const form = full <= NARROW ? "stack" : rest < net.needed() ? "above" : "beside";
    stage.dataset.form = form;
    stage.style.setProperty("--side", `${side}px`);
    net.layout(form === "beside" ? rest : full);
    map.layout(form === "stack" ? Math.min(full - 20, 340) : side - 20);
    curve.layout({ stack: full, above: rest, beside: side }[form]);
  }

  // What changes at every step; no geometry is read here.
  function drawRun() {
    maps = evaluateGrid(it.run.net, grid, maps);
    view.name = net.nameOf(...(view.shown ?? [state.hidden.length + 1, -1]));
    net.draw(maps, colours);
    map.draw(maps, every, colours);
    curve.draw(it.curve, colours);
    for (const [part, loss, right] of cells) {
      loss.set(it[part].loss);
      right.set(it[part].accuracy);
    }
    penalty.set(it.train.penalty);
    chosen.draw();
    play.show();
    for (const name of ["params", "grads"]) delete ui.host.dataset[name];
  }

  // At rest: all numbers for those who ask, and a sentence.
  function rest() {
    const {
      net: { params, grads },
      train,
      steps,
      position,
    } = it.run;
    Object.assign(ui.host.dataset, {
      params: JSON.stringify([...params]),
      grads: JSON.stringify([...grads]),
    });
    setText(
      note,
      !train.n
        ? say.empty
        : !Number.isFinite(it.train.loss)
          ? say.lost
          : it.mixed
            ? say.mixed
            : state.links === "gradients" && !steps
              ? say.first
              : position
                ? say.between
                : "",
    );
    const { accuracy } = it.test;
    told.set(
      `${say.at} ${it.run.epochs}: ${say.train} ${say.loss} ${format(it.train.loss)}, ${say.test} ${say.loss} ${format(it.test.loss)}` +
        `${Number.isNaN(accuracy) ? "" : `; ${(100 * accuracy).toFixed(1)}% ${say.ok}`}.`,
    );
    for (const copy of copies) copy.update();
  }

  knobs.seed.el.append(button(say.new_seed, () => change({ seed: state.seed + 1 })));
  const bar = (...children) => h("div", { class: "bar" }, children);
  const stage = h(
    "div",
    { class: "stage" },
    h(
      "div",
      { class: "graph" },
      bar(
        h(
          "fieldset",
          { class: "control", "data-control": "hidden" },
          h("legend", {}, say.layers),
          h("div", { class: "count-units" }, fewer, layers, more),
        ),
        links.el,
      ),
      net.el,
    ),
    chosen.el,
    h("div", { class: "result" }, map.el, h("div", {}, bar(show_test.el, discretize.el), curve.el, table)),
  );
  ui.body.classList.add("stack");
  ui.body.append(
    h("style", {}, css),
    h("p", { class: "title" }, say.title),
    h("div", { class: "bar start" }, start.el, start.comment),
    guess.el,
    bar(data.el, n_classes.el),
    bar(...play.els),
    note,
    stage,
    h(
      "div",
      { class: "knobs" },
      Object.values(knobs).map((k) => k.el),
    ),
    told.el,
    ...copies.map((c) => c.el),
    forClass.el,
  );
  ui.start();
  const themes = new MutationObserver(ui.schedule);
  themes.observe(ui.host, { attributeFilter: ["data-theme"] });
  return () => {
    play.stop();
    told.stop();
    themes.disconnect();
    ui.stop();
  };
}

export default { render };
