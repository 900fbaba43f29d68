// The playground: a small network that trains in the page.
import { button, choice, format, frame, h, key, predictFirst, presets, pythonCode as copyBox, readout, setText, summary, toggle } from "../widgets/ui.js";
import { evaluateGrid, makeGrid } from "./grid.js";
import css from "./playground.css";
import { pythonCode, torchCode } from "./playground_code.js";
import { classCount, dataset, settings } from "./playground_controls.js";
import { lossCurve } from "./playground_curve.js";
import { FINE, palette } from "./playground_maps.js";
import { network } from "./playground_network.js";
import { panel } from "./playground_panel.js";
import { plane } from "./playground_plane.js";
import { player } from "./playground_player.js";
import { session } from "./playground_session.js";
import { classesOf, completed, dataOf, KEYS, valid } from "./playground_state.js";

function render({ model, el }) {
  const [all, begin, words, controls, texts] = ["_presets", "_start", "_words", "_controls", "_code"].map((k) => model.get(k));
  const { say } = words;
  const rules = { limits: model.get("_limits"), most: model.get("_most"), words, presets: all };
  const ui = frame({ model, el, title: say.name, keys: KEYS, draw: () => draw(), valid: (patch) => valid(patch, ui.store.state, rules) });
  const { state, initial, set } = ui.store;
  const it = session(state);
  const run = () => it.run;
  const view = { shown: null, picked: [0, 0, 0], hovered: null, brush: 1, theme: "", stamp: 0, data: null, training: null, shownName: "" };
  const settingsOf = (name) => {
    const { label, comment, ...own } = all[name];
    return { ...begin, ...own, preset: name };
  };
  const change = (patch) => set(completed(state, patch));
  const restart = (patch) => { guess.reset(); it.rewindOn = true; set({ ...patch, epochs: patch.epochs ?? 0 }); };

  // controls
  const start = presets({
    value: state.preset, onChange: (name) => restart(settingsOf(name)),
    options: Object.entries(all).map(([value, { label, comment }]) => ({ value, label, comment })),
  });
  start.el.dataset.control = "preset";
  const data = dataset({ state, words, change });
  const classes = classCount({ state, words, change });
  const knobs = settings({ state, controls, change });
  const seed = h("input", { type: "number", min: 0, step: 1, onchange: () => change({ seed: Math.max(0, Math.floor(seed.valueAsNumber || 0)) }) });
  const links = choice({ label: say.links, value: state.links, onChange: (v) => set({ links: v }), options: Object.entries(words.links).map(([value, label]) => ({ value, label })) });
  const tests = toggle({ label: say.test, value: state.show_test, onChange: (v) => set({ show_test: v }) });
  const hard = toggle({ label: say.discretize, value: state.discretize, onChange: (v) => set({ discretize: v }) });
  const layers = h("span", {});
  const layer = (d) => change({ hidden: d > 0 ? [...state.hidden, state.hidden.at(-1) ?? 4] : state.hidden.slice(0, -1) });
  const [fewer, more] = [button("−", () => layer(-1), { "aria-label": say.fewer }), button("+", () => layer(1), { "aria-label": say.more_layers })];

  // views
  const every = makeGrid(Object.keys(words.features), FINE).features;
  let grid = null;
  let maps = null;
  let colours = null;
  const net = network({ state, words, view, run, featureMaps: every, change, redraw: ui.schedule });
  const map = plane({ state, words, view, run, change, redraw: ui.schedule });
  const edit = (...where) => { set(it.edit(...where)); ui.schedule(); };
  const chosen = panel({ state, words, view, run, nameOf: net.nameOf, edit, redraw: ui.schedule });
  const canvas = h("canvas", { role: "img", "aria-label": say.curve });
  const curve = lossCurve(canvas);
  const cells = Object.fromEntries(["train", "test"].map((part) => [part, [
    readout(`${part}.loss`, (v) => format(v, 4)), readout(`${part}.accuracy`, (v) => (v === v ? `${(100 * v).toFixed(1)} %` : "–"))]]));
  const penalty = readout("penalty", (v) => format(v, 4));
  const table = h("table", {}, h("thead", {}, h("tr", {}, ["", say.loss, say.right].map((t) => h("th", { scope: "col" }, t)))),
    h("tbody", {}, Object.entries(cells).map(([part, [a, b]]) => h("tr", {}, h("th", { scope: "row" }, key(part), ` ${say[part]}`), h("td", {}, a.el), h("td", {}, b.el)))));
  const fined = h("p", { class: "fined" }, `${say.penalty} `, penalty.el);
  const note = h("p", { class: "note", role: "status" });
  const told = summary();
  const play = player({ it, words, draw: () => drawRun(), stopped: () => { set(it.stand()); ui.schedule(); } });
  const reset = () => { play.pause(); restart({ ...initial, ...(state.preset ? settingsOf(state.preset) : {}) }); };
  play.el.append(button("Reset", reset, { title: say.reset }));
  const copies = [copyBox(() => pythonCode(state, texts)), copyBox(() => torchCode(state, texts))];
  setText(copies[1].el.firstChild, say.torch);
  const guess = predictFirst({ ...say.predict, reveal });

  function reveal({ choice: picked }) {
    play.pause();
    set({ ...settingsOf("circle"), hidden: [], activation: [], dropout: [], preset: "", epochs: 100 });
    draw();
    return say.predict.verdict.replace("{right}", (100 * it.test.accuracy).toFixed(0)).replace("{yours}", say.predict.said[picked]);
  }

  function draw() {
    const themed = view.theme !== ui.host.dataset.theme;
    if (themed) {
      view.theme = ui.host.dataset.theme;
      colours = palette(ui.host);
    }
    const fresh = it.sync();
    if (fresh || !grid) {
      view.data = dataOf(state);
      view.training = new Set(it.run.train.rows);
      view.stamp += 1;
      grid = makeGrid(state.features, FINE);
      maps = undefined;
    }
    start.set(state.preset);
    classes.set(state.n_classes);
    classes.el.inert = classesOf(state) === 0 || state.data === "xor";
    data.update(colours, view.theme);
    knobs.update();
    for (const [name, part] of Object.entries(knobs.parts)) part.el.inert = (name === "momentum" && !["momentum", "nesterov"].includes(state.optimizer)) || (state.data === "own" && ["noise", "n_samples"].includes(name));
    seed.value = state.seed;
    links.set(state.links);
    tests.set(state.show_test);
    hard.set(state.discretize);
    setText(layers, String(state.hidden.length));
    [fewer.disabled, more.disabled] = [state.hidden.length === 0, state.hidden.length === 6];
    const full = stage.clientWidth;
    const side = full >= 620 && full - 282 >= net.needed() ? 264 : 0;
    stage.classList.toggle("wide", side > 0);
    stage.classList.toggle("tall", !side && full >= 560);
    const small = side || (full >= 560 ? 264 : full);
    net.layout(side ? full - side - 18 : full);
    map.layout(Math.min(small, 340) - 20);
    curve.layout(side || (full >= 560 ? full - 282 : full));
    chosen.update();
    net.mark();
    for (const part of ui.body.querySelectorAll("[data-control]")) part.hidden = state.hide.includes(part.dataset.control);
    drawRun();
    if (it.goal > it.run.epochs) play.start();
    if (!play.playing()) rest();
  }

  // What changes at every step; no geometry is read here.
  function drawRun() {
    maps = evaluateGrid(it.run.net, grid, maps);
    view.shownName = view.shown ? net.nameOf(...view.shown) : say.output;
    net.draw(maps, colours);
    map.draw(maps, every, colours);
    curve.draw(it.curve, colours);
    for (const part of ["train", "test"]) {
      cells[part][0].set(it[part].loss);
      cells[part][1].set(it[part].accuracy);
    }
    penalty.set(it.train.penalty);
    chosen.draw();
    play.show();
    if (play.playing()) for (const name of ["params", "grads"]) delete ui.host.dataset[name];
  }

  // At rest: all numbers for those who ask, and a sentence.
  function rest() {
    const { net: { params, grads }, train } = it.run;
    ui.host.dataset.params = JSON.stringify([...params]);
    ui.host.dataset.grads = JSON.stringify([...grads]);
    const lost = train.n && !Number.isFinite(it.train.loss);
    setText(note, lost ? say.lost : !train.n ? say.empty : it.mixed ? say.mixed : state.links === "gradients" && !it.run.steps ? say.first : "");
    told.set(`Epoch ${it.run.epochs}. ${say.train} ${say.loss} ${format(it.train.loss)}, ${say.test_loss} ${format(it.test.loss)}.`);
    for (const copy of copies) copy.update();
  }

  const stage = h("div", { class: "stage" },
    h("div", { class: "graph" }, h("div", { class: "bar" }, h("div", { class: "control layers", "data-control": "hidden" }, h("span", { class: "label" }, say.layers), fewer, layers, more), links.el), net.el),
    h("div", { class: "result" }, h("div", {}, map.el, map.probe), h("div", { class: "side" }, h("div", { class: "bar" }, tests.el, hard.el), canvas, table, fined)));
  ui.body.classList.add("stack");
  ui.body.append(
    h("style", {}, css), h("p", { class: "title" }, say.title), h("div", { class: "bar" }, start.el), start.comment, guess.el,
    h("div", { class: "bar" }, data.el, classes.el),
    h("div", { class: "bar" }, play.el, play.speeds.el, play.clock), note,
    stage, chosen.el, h("div", { class: "knobs" }, ...knobs.els, h("div", { class: "control" }, h("label", {}, say.seed, seed), button(say.new_seed, () => change({ seed: state.seed + 1 })))),
    told.el, ...copies.map((c) => c.el),
  );
  ui.start();
  const themes = new MutationObserver(ui.schedule);
  themes.observe(ui.host, { attributeFilter: ["data-theme"] });
  return () => { play.stop(); told.stop(); themes.disconnect(); ui.stop(); };
}

export default { render };
