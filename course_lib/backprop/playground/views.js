// The pictures of the playground: the network, the plane, one number of the network, the losses.
import { clamp, h } from "../../widgets/ui.js";
import { lossCurve } from "./curve.js";
import { evaluateGrid, gauge, makeGrid } from "./engine.js";
import { FINE, palette } from "./maps.js";
import { network } from "./network.js";
import { panel } from "./panel.js";
import { plane } from "./plane.js";
import { strata } from "./strata.js";

const SIDE = [236, 360]; // px: the plane and what stands with it, at least and at most
const GAP = 20;
const NARROW = 560;
const LEAST = 280;

const LOOK = { shown: null, picked: [0, 0, 0], hovered: null }; // one unit, one number, what the mouse is on

export function views({ ui, state, words, it, change, set, playing }) {
  const view = { ...LOOK, brush: 1, stamp: 0, training: null, flow: null, name: "" };
  const run = () => it.run;
  const redraw = ui.schedule;
  const every = makeGrid(Object.keys(words.features), FINE).features;
  const glance = () => playing() || redraw(); // the next frame of a run shows it anyway
  const edit = (...spot) => {
    set(it.edit(...spot));
    redraw();
  };
  const net = network({
    state,
    words,
    sees: ui.asked.sees,
    view,
    run,
    featureMaps: every,
    change,
    redraw,
    glance,
  });
  const map = plane({ state, words, view, run, change, redraw: glance });
  const chosen = panel({ state, words, view, run, nameOf: net.nameOf, edit, redraw });
  const curve = lossCurve(words.say.curve);
  const deep = strata({ state, words, it });
  map.el.dataset.control = "plane";
  curve.el.dataset.control = "curve";
  const stage = h("div", { class: "stage" });
  let grid = null;
  let maps;
  let colours = null;
  let meter = null;

  // Before anything is drawn: the colors of the theme, and the run of these settings.
  function prepare() {
    if (colours?.theme !== ui.host.dataset.theme) colours = palette(ui.host);
    it.sync();
    if (!it.news() && grid) return;
    view.training = new Set(it.run.train.rows);
    view.stamp += 1;
    grid = makeGrid(state.features, FINE);
    meter = gauge(it.run);
    maps = undefined;
  }
  function layout() {
    map.brush.el.hidden = state.data !== "own";
    map.brush.el.querySelectorAll("label").forEach((label, k) => {
      label.hidden = k >= state.n_classes;
    });
    arrange(stage, { net, map, curve });
    deep.layout(Math.max(stage.clientWidth, LEAST));
    chosen.update();
    net.mark();
  }
  function draw() {
    maps = evaluateGrid(it.run.net, grid, maps);
    const seen = state.flow !== "off" && it.run.train.n > 0;
    view.flow = seen ? meter.look(state.flow === "point" ? state.point : -1) : null;
    view.name = net.nameOf(...(view.shown ?? [state.hidden.length + 1, -1]));
    net.draw(maps, colours);
    map.draw(maps, every, colours);
    curve.draw(it.curve, colours);
    chosen.draw();
    deep.draw(colours);
  }
  const begin = () => Object.assign(view, LOOK);
  return { net, map, chosen, curve, deep, stage, colours: () => colours, begin, prepare, layout, draw };
}

// Beside each other, the network above, or one below the other.
function arrange(stage, { net, map, curve }) {
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
