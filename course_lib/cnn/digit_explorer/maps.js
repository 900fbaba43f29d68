// All maps of both convolutions; one is picked, and its filter, its peak and the window behind it are shown.
import { format, h, readout, setText, uid } from "../../widgets/ui.js";
import { layers } from "./network.js";
import { canvasOf, FINE, ink, overlay } from "./paint.js";
import { MAPS, nameOf } from "./state.js";

export function maps({ state, set }) {
  const name = uid("map");
  const all = MAPS.map((map, at) => {
    const input = h("input", {
      type: "radio",
      name,
      value: at,
      "aria-label": nameOf(map),
      onchange: () => set({ map: at }),
    });
    const canvas = canvasOf(map.side, "ink");
    return { ...map, input, canvas, el: h("label", { class: map.layer, title: nameOf(map) }, input, canvas) };
  });
  const group = (layer, words) =>
    h(
      "div",
      {},
      h("p", { class: "small" }, words),
      h(
        "div",
        { class: "row" },
        all.filter((map) => map.layer === layer).map(({ el }) => el),
      ),
    );
  const el = h(
    "fieldset",
    { class: "maps", "data-control": "maps" },
    h("legend", { class: "unseen" }, "Map"),
    group("first", "First layer: 8 maps of 24 × 24, after relu"),
    group("second", "Second layer: 16 maps of 8 × 8, after relu"),
  );

  function draw({ all: computed }) {
    for (const layer of ["first", "second"]) {
      const values = computed[layer];
      const most = values.reduce((a, b) => Math.max(a, b), 0); // one scale for a layer: a faint map is faint
      for (const { layer: own, i, side, canvas } of all)
        if (own === layer) ink(canvas, values.subarray(i * side * side, (i + 1) * side * side), most);
    }
    all.forEach(({ input }, at) => {
      input.checked = at === state.map;
    });
  }
  return { el, draw };
}

// The filter of the picked map, its peak and where that lies.
export function pick() {
  const title = h("strong", {});
  const kernels = h("span", { class: "row kernels" });
  const value = readout("peak", (v) => format(v));
  const [row, column] = ["row", "column"].map((name) => readout(`peak ${name}`, (v) => String(v)));
  const window_ = readout("window", (v) => `${v} × ${v}`);
  const el = h(
    "div",
    { class: "picked", "data-control": "picked" },
    h(
      "p",
      {},
      title,
      " Largest value ",
      value.el,
      " at row ",
      row.el,
      ", column ",
      column.el,
      "; it saw the framed ",
    ),
    kernels,
  );
  el.firstChild.append(window_.el, " pixels.");

  let shown;
  function draw({ layer, i, peak, window }) {
    const key = `${layer} ${i}`;
    if (shown !== key) kernels.replaceChildren(...kernelsOf(layer, i));
    shown = key;
    setText(title, `${key.startsWith("first") ? "First" : "Second"} layer, filter ${i + 1}.`);
    value.el.dataset.name = `peak of ${key}`;
    value.set(peak.value);
    row.set(peak.row);
    column.set(peak.column);
    window_.set(window.size);
  }
  return { el, draw };
}

// The 5 × 5 weights of a filter, one square for each channel, as they weigh the pixels below them.
function kernelsOf(layer, i) {
  const [index, channels] = layer === "first" ? [0, 1] : [1, 8];
  const { weight } = layers()[index];
  const own = weight.subarray(i * channels * 25, (i + 1) * channels * 25);
  const value = own.reduce((a, b) => Math.max(a, Math.abs(b)), 0);
  return Array.from({ length: channels }, (_, c) => {
    const canvas = canvasOf(5 * FINE, "over kernel");
    overlay(canvas, { values: own.subarray(25 * c, 25 * c + 25), side: 5, step: 1, from: 0, value });
    return canvas;
  });
}
