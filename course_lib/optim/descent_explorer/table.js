// Who races, at which rate, and how each stands: one row a racer.
import { clamp, format, h, readout, slider } from "../../widgets/ui.js";
import { sample, show } from "./view.js";

const PARTS = ["edge", "loss", "distance", "t", "left"];

export function racers({ state, names, words, range: [least, most], setRate, setFocus, setRacers }) {
  const { labels, shapes } = words;
  const chips = names.map((name) => {
    const racing = () => names.filter((_, i) => chips[i].checked);
    return h("input", {
      type: "checkbox",
      value: name,
      onchange: ({ target }) => {
        if (racing().length) setRacers(racing());
        else target.checked = true; // somebody has to run
      },
    });
  });
  const race = h(
    "fieldset",
    { class: "control" },
    h("legend", {}, words.race),
    h(
      "div",
      { class: "segments" },
      names.map((name, i) => h("label", {}, chips[i], h("span", {}, sample(name, shapes), labels[name]))),
    ),
  );

  const rows = names.map((name) => {
    const radio = h("input", { type: "radio", name: "focus", onchange: () => setFocus(name) });
    const rate = slider({
      label: `${words.heads[1]}, ${labels[name]}`,
      min: least,
      max: most,
      log: true,
      value: state.lrs[name],
      onInput: (v) => setRate(name, v),
    });
    const mark = h("i", { class: "edge" });
    rate.el.append(mark);
    const cells = PARTS.map((part) => readout(`${name}.${part}`, (v) => format(v)));
    const el = h(
      "tr",
      { "data-row": name },
      h("th", { scope: "row" }, h("label", {}, radio, sample(name, shapes), labels[name])),
      h("td", { class: "rate" }, rate.el),
      cells.map((cell, i) => h("td", { "data-head": words.heads[i + 2] }, cell.el)),
    );
    return { el, radio, rate, mark, cells };
  });
  const table = h(
    "table",
    { class: "racers" },
    h(
      "thead",
      {},
      h(
        "tr",
        {},
        words.heads.map((head) => h("th", { scope: "col" }, head)),
      ),
    ),
    h(
      "tbody",
      {},
      rows.map(({ el }) => el),
    ),
  );

  function draw(stands, edges, focus) {
    rows.forEach(({ el, radio, rate, mark, cells }, i) => {
      const name = names[i];
      const stand = stands[name];
      chips[i].checked = Boolean(stand);
      show(el, stand);
      if (!stand) return;
      radio.checked = name === focus;
      rate.set(state.lrs[name]);
      const edge = edges[name];
      show(mark, edge);
      show(cells[0].el, edge);
      if (edge) mark.style.setProperty("--at", clamp(Math.log(edge / least) / Math.log(most / least), 0, 1));
      el.classList.toggle("over", state.lrs[name] > edge);
      PARTS.forEach((part, k) => {
        if (k || edge) cells[k].set(k ? stand[part] : edge);
      });
    });
  }
  return { race, table, draw };
}
