// The network as a picture: a map in every unit, a line for every weight, each layer's own controls on top.
import { h, s } from "../../widgets/ui.js";
import { sizesOf } from "./engine.js";
import { flow } from "./flow.js";
import { layerHeads } from "./layers.js";
import { links } from "./links.js";
import { sharp } from "./maps.js";
import { tiles, UNIT } from "./tiles.js";
import { units } from "./units.js";

const ROW = 42;
const HEAD = { units: 36, all: 92 }; // above the units, as much as stands there
const LEFT = 44; // room for the features' names
const RIGHT = 20;
const WORDS = 48; // room for numbers
const APART = 70; // at least, from column to column

// view: what the page looks at: shown [column, row] or null, picked and hovered [layer, unit, input]
export function network({ state, words, sees, view, run, featureMaps, change, redraw, glance }) {
  const it = structure({ state, words, sees });
  const look = (patch) => {
    Object.assign(view, patch);
    glance();
  };
  const pick = (picked) => {
    view.picked = picked;
    redraw();
  };
  const svg = s("svg", { "aria-hidden": "true" });
  const canvas = h("canvas", { role: "img", "aria-label": words.say.maps });
  const tip = h("div", { class: "tip", "aria-hidden": "true" });
  const box = h("div", { class: "net", role: "group", "aria-label": words.say.net }, svg, canvas, tip);
  const heads = layerHeads({ state, words, change, box });
  const lines = links({ state, say: words.say, view, run, svg, tip, it, pick, look });
  const buttons = units({ state, view, box, it, pick, look, change });
  const pictures = tiles({ state, it, featureMaps });
  const numbers = flow({ state, it, svg });
  let built = "";

  // Anew where the shape or the width is another.
  function layout(room) {
    heads.update();
    const width = Math.max(room, it.needed());
    const key = JSON.stringify([
      it.columns(),
      state.features,
      width,
      it.head(),
      it.right(),
      devicePixelRatio,
    ]);
    if (key === built) return;
    built = key;
    const { spot, places, height } = arranged(it.columns(), width, it.head(), it.right());
    box.style = `width: ${width}px; height: ${height}px`;
    svg.setAttribute("viewBox", `0 0 ${width} ${height}`);
    pictures.layout(sharp(canvas, width, height), places, width, height);
    buttons.layout(places);
    heads.place((column) => spot(column, 0)[0] + UNIT / 2);
    lines.layout(spot);
    numbers.layout(places);
  }
  // maps[k][o] as evaluateGrid fills them. Attributes are written only where the eye could tell.
  const draw = (maps, colours) => {
    lines.draw(colours);
    numbers.draw(view.flow);
    pictures.draw(maps, colours);
  };
  // What is on and what is chosen: after a change of these only, not at every step.
  const mark = () => {
    buttons.mark();
    lines.mark();
  };
  const el = h("div", { class: "scroller sideways" }, box);
  return { el, layout, draw, mark, nameOf: it.nameOf, needed: it.needed };
}

// What there is, by column and row, and what it is called.
function structure({ state, sees, words: { features, say } }) {
  const names = Object.keys(features);
  const columns = () => [names.length, ...sizesOf(state).slice(1)];
  const it = {
    names,
    columns,
    needed: () =>
      LEFT + UNIT + it.right() + (APART + (state.flow !== "off") * 10) * (state.hidden.length + 1),
    head: () => (["activation", "dropout", "output_activation"].some(sees) ? HEAD.all : HEAD.units),
    right: () => (state.flow === "off" ? RIGHT : WORDS),
    isOn: (row) => state.features.includes(names[row]),
    fixed: () => !sees("features"),
    nameOf(column, row) {
      if (column === 0) return features[names[row]];
      if (column <= state.hidden.length) return `${say.layer} ${column}, ${say.unit} ${row + 1}`;
      return columns()[column] > 1 && row >= 0 ? `${say.output}, ${say.class} ${row}` : say.output;
    },
  };
  return it;
}

// Where each unit stands: spot(column, row) → [x, y], places [column, row, x, y].
function arranged(counts, width, head, right) {
  const rows = Math.max(...counts);
  const pitch = (width - LEFT - UNIT - right) / (counts.length - 1);
  const spot = (column, row) => [
    Math.round(LEFT + pitch * column),
    head + ROW * ((rows - counts[column]) / 2 + row) + (ROW - UNIT) / 2,
  ];
  const places = counts.flatMap((n, column) =>
    Array.from({ length: n }, (_, row) => [column, row, ...spot(column, row)]),
  );
  return { spot, places, height: head + ROW * rows + 3 };
}
