// The text, each character colored by what the head in sight gives to it, and what comes next.
import { fill, format, h, readout, setText } from "../../widgets/ui.js";

const MOST = 160; // characters in sight
const shown = (char) => (char === "\n" ? "↵" : char);

export function written(words) {
  const text = h("p", { class: "text" });
  const [place, chance, surprise] = [
    readout("place", String),
    readout("chance", (v) => format(v, 3)),
    readout("surprise", (v) => format(v, 3)),
  ];
  const [last, next, whose] = [h("b", {}), h("b", {}), h("span", {})];
  const said = h(
    "p",
    { class: "next" },
    [words.place, " ", place.el, " ", words.reads, " ", last, ", ", words.comes, " ", next, ": "],
    [words.chance, " ", chance.el, ", ", words.surprise, " ", surprise.el, ". ", whose],
  );
  const el = h("div", { "data-control": "written" }, text, said);
  function draw({ it, state }) {
    const { tokens } = it.model;
    const { all } = it.reading;
    const gradient = state.way === "gradient";
    const block = (gradient ? it.grads : all).blocks[state.block - 1];
    const row = block.weights.subarray((state.head - 1) * all.seen, state.head * all.seen);
    const most = Math.max(...row.map(Math.abs)) || 1;
    const from = Math.max(0, it.ids.length - MOST);
    const spans = []; // neighbors that look alike are one
    let before = "";
    it.ids.slice(from).forEach((id, k) => {
      const t = from + k - (it.ids.length - all.seen);
      const look = `${from + k >= it.prompted ? "own" : ""} ${t === all.seen - 1 ? "at" : ""}`;
      const background = t < 0 ? "" : tint(row[t] / most);
      if (look + background !== before) spans.push(h("span", { class: look }));
      before = look + background;
      spans.at(-1).textContent += shown(tokens[id]);
      spans.at(-1).style.background = background;
    });
    text.replaceChildren(from ? "…" : "", ...spans, h("i", {}, shown(tokens[it.came])));
    setText(last, shown(tokens[it.ids.at(-1)]).replace(" ", "␣"));
    setText(next, shown(tokens[it.came]).replace(" ", "␣"));
    setText(whose, fill(gradient ? words.looksBack : words.looks, state));
    place.set(it.ids.length);
    chance.set(it.chance);
    surprise.set(-Math.log(it.chance));
  }
  return { el, draw };
}

function tint(share) {
  const percent = 5 * Math.round(12 * Math.abs(share)); // few, for neighbors to be alike
  const color = share < 0 ? "--l1" : "--mse";
  return percent ? `color-mix(in srgb, var(${color}) ${percent}%, var(--soft))` : "";
}
