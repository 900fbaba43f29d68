// Who races, at which rate, and how each stands: one row a racer.
import { clamp, format, h, readout, slider } from "../../widgets/ui.js";
import { sample, show } from "./view.js";

const PARTS = ["edge", "loss", "distance", "t", "left"];
const CONTROL = { edge: "edge", left: "future" }; // what a prediction may hide

export function racers({ state, names, words, set, byHand }) {
  const chips = chipsOf(names, byHand);
  const race = h(
    "fieldset",
    { class: "control", "data-control": "race" },
    h("legend", {}, words.race),
    h(
      "div",
      { class: "segments" },
      names.map((name, i) =>
        h("label", {}, chips[i], h("span", {}, sample(name, words.shapes), words.labels[name])),
      ),
    ),
  );
  const rows = names.map((name) => row({ state, words, set, byHand }, name));
  const named = [null, "rates", ...PARTS.map((part) => CONTROL[part])];
  const heads = words.heads.map((head, i) => h("th", { scope: "col", "data-control": named[i] }, head));
  heads[0].append(h("span", { "data-control": "arrows" }, words.arrows));
  const table = h(
    "table",
    { class: "racers", "data-control": "table" },
    h("thead", {}, h("tr", {}, heads)),
    h(
      "tbody",
      {},
      rows.map(({ el }) => el),
    ),
  );
  const draw = ({ stands, focus }, edges) =>
    names.forEach((name, i) => {
      chips[i].checked = Boolean(stands[name]);
      show(rows[i].el, stands[name]);
      if (stands[name]) rows[i].draw(stands[name], edges[name], name === focus);
    });
  return { race, table, draw };
}

// One who races, or could.
function chipsOf(names, byHand) {
  const chips = names.map((name) => {
    const racing = () => names.filter((_, i) => chips[i].checked);
    return h("input", {
      type: "checkbox",
      value: name,
      onchange: ({ target }) => {
        if (racing().length) byHand({ optimizers: racing() });
        else target.checked = true; // somebody has to run
      },
    });
  });
  return chips;
}

function row({ state, words, set, byHand }, name) {
  const { labels, heads, shapes } = words;
  const [least, most] = words.rates;
  const radio = h("input", {
    type: "radio",
    name: "focus",
    "data-control": "arrows",
    onchange: () => set({ focus: name }),
  });
  const rate = slider({
    label: `${heads[1]}, ${labels[name]}`,
    min: least,
    max: most,
    log: true,
    value: state.lrs[name],
    onInput: (v) => byHand({ lrs: { ...state.lrs, [name]: v } }),
  });
  const mark = h("i", { class: "edge", "data-control": "edge" });
  rate.el.append(mark);
  const cells = PARTS.map((part) => readout(`${name}.${part}`, (v) => format(v)));
  const el = h(
    "tr",
    { "data-row": name },
    h("th", { scope: "row" }, h("label", {}, radio, sample(name, shapes), labels[name])),
    h("td", { class: "rate", "data-control": "rates" }, rate.el),
    cells.map((cell, i) =>
      h("td", { "data-head": heads[i + 2], "data-control": CONTROL[PARTS[i]] }, cell.el),
    ),
  );
  const draw = (stand, edge, focused) => {
    radio.checked = focused;
    rate.set(state.lrs[name]);
    show(mark, edge);
    show(cells[0].el, edge);
    if (edge) mark.style.setProperty("--at", clamp(Math.log(edge / least) / Math.log(most / least), 0, 1));
    el.classList.toggle("over", state.lrs[name] > edge);
    PARTS.forEach((part, k) => {
      if (k || edge) cells[k].set(k ? stand[part] : edge);
    });
  };
  return { el, draw };
}
