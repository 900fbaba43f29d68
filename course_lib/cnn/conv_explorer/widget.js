// The convolution explorer: an input to paint, a kernel to edit, the window and its output, and the way back.
import { button, frame, h, hands, ordered, player, pythonCode, select, stand } from "../../widgets/ui.js";
import { guessFirst } from "./guess.js";
import { kernelView } from "./kernel.js";
import { maps } from "./maps.js";
import { panel } from "./panel.js";
import { python } from "./python.js";
import { agree, analyse, edits, following, nameOf } from "./state.js";
import { told } from "./told.js";
import css from "./widget.css";

function render({ model, el }) {
  const ui = frame({
    model,
    el,
    title: "Convolution explorer",
    heading: "Convolution explorer: one filter at every place",
    draw: () => draw(),
    begin: (patch) => restart(patch),
    agree,
  });
  const { state, set } = ui.store;
  const words = ordered(model, "_words");
  let hovered; // the output below the mouse
  const look = (at) => {
    if (String(at) === String(hovered)) return;
    hovered = at;
    ui.schedule();
  };
  const { byHand, restart, start, settings } = hands({
    model,
    ui,
    gentle: ["brush"],
    halt: () => {
      hovered = undefined;
      run.forget();
    },
    ask: () => {
      guess.reset();
      views.maps.forget();
    },
  });
  const run = slides(state, set);
  const views = {
    maps: maps({ state, byHand, look, redraw: ui.schedule }),
    kernel: kernelView({ state, byHand }),
    panel: panel(words),
    told: told(ui.asked),
  };
  const menus = menusOf({ state, byHand, kernels: ordered(model, "_kernels") });
  const guess = guessFirst({ start, byHand, done: ui.asked.reveal, words });
  const code = pythonCode(() => python(state, analyse(state)));

  function draw() {
    const wide = ui.body.clientWidth - 34; // read before anything is drawn: later it would cost a layout
    const all = analyse(state, hovered);
    start.set(state.preset);
    settings.update();
    menus.draw(all);
    views.kernel.draw(all);
    views.maps.draw(all, wide, words);
    views.panel.draw(all);
    picture.draw(all, wide);
    views.told.draw(all);
    code.update();
  }

  const picture = pictureOf(views);
  const all = page({ parts: settings.parts, start, guess, run, menus, code, picture, ...views });
  return stand(ui, [css], all, [run.stop, views.told.stop]);
}

// From place to place; where a run begins at the last, it begins anew.
function slides(state, set) {
  let fresh = true;
  const run = player({
    label: "One place after the other",
    rate: 3,
    jump: 5,
    capture: () => ({ pick: state.pick }),
    restore: set,
    step: () => {
      const all = analyse(state);
      const next = following(all) ?? (fresh && all.out ? [0, 0, 0] : null);
      fresh = false;
      if (next) set({ pick: next });
      return Boolean(next);
    },
  });
  const forget = () => {
    fresh = true;
    run.forget();
  };
  return { ...run, forget };
}

const NAMES = { identity: "identity", vertical: "vertical edge", horizontal: "horizontal edge" };

// Menus for what is no setting of its own: they change the input and the filters.
function menusOf({ state, byHand, kernels }) {
  let filter = 0;
  const own = (patch) => byHand({ ...patch, preset: "" });
  const menu = (name, label, options, onChange) => {
    const one = select({ label, options, value: "", onChange });
    one.el.dataset.control = name;
    return one;
  };
  const counts = (numbers, sign = (n) => `${n}`) => numbers.map((n) => ({ value: `${n}`, label: sign(n) }));
  const square = (n) => `${n} × ${n}`;
  const named = Object.keys(kernels).map((value) => ({ value, label: NAMES[value] ?? value }));
  const all = {
    kernel: menu("kernel", "Kernel", [...named, { value: "", label: "your own" }], (name) =>
      own(name ? edits.kernel(state, filter, kernels, name) : {}),
    ),
    kernelSize: menu("kernel_size", "Kernel size", counts([1, 3, 5], square), (k) =>
      own(edits.kernelSize(state, kernels, Number(k))),
    ),
    size: menu("size", "Input size", counts([4, 5, 6, 7, 8, 9, 10, 11, 12, 28], square), (n) =>
      own(edits.size(state, Number(n))),
    ),
    channels: menu("channels", "Channels", counts([1, 2]), (n) => own(edits.channels(state, Number(n)))),
    filters: menu("filters", "Filters", counts([1, 2]), (n) => own(edits.filters(state, Number(n)))),
  };
  const clear = button("Empty the input", () => own(edits.clear(state)), { "data-control": "clear" });
  const draw = ({ pick, weight, k }) => {
    filter = pick?.[0] ?? 0;
    all.kernel.set(nameOf(weight[filter][0], kernels));
    all.kernelSize.set(`${k}`);
    all.size.set(`${state.x[0].length}`);
    all.channels.set(`${state.x.length}`);
    all.filters.set(`${state.weight.length}`);
  };
  return { ...all, clear, draw };
}

// The maps with the kernel between them; the products below the kernel, or below all where they need the width.
function pictureOf({ maps, kernel, panel }) {
  const { input, reached, between, output, error } = maps;
  const row = h("div", { class: "row" }, reached.el, kernel.el, between.el, output.el, error);
  const el = h("div", { class: "picture" }, input.el, row, panel.sum);
  const draw = ({ k, from, grads }, wide) => {
    el.classList.toggle("narrow", wide <= 560);
    el.classList.toggle("below", k * (from?.length ?? 1) * (grads ? 2 : 1) > 9);
  };
  return { el, draw };
}

// What stands where, from top to bottom.
function page({ parts, start, guess, run, menus, code, picture, maps: { pixel }, panel: how, told: words }) {
  const bar = (...children) => h("div", { class: "bar" }, children);
  return [
    picture.el,
    h("div", { class: "bar facts" }, how.back, how.sizes, how.field, pixel),
    bar(h("div", { "data-control": "player" }, run.el), parts.brush.el),
    bar(parts.way.el, start.el, menus.kernel.el),
    start.comment,
    bar(parts.arrives.el, parts.upstream.el),
    bar(parts.stride.el, parts.padding.el, parts.dilation.el),
    bar(menus.kernelSize.el, menus.size.el, menus.channels.el, menus.filters.el, menus.clear),
    guess.el,
    words.el,
    code.el,
  ];
}

export default { render };
