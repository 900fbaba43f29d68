// The text, each character colored by what the head in sight gives to it, and what comes next.
import { fill, format, h, readout, setText } from "../../widgets/ui.js";

const MOST = 160; // characters in sight
const shown = (char) => (char === "\n" ? "↵" : char);

export function written(words) {
  const [before, come, parts] = [h("span", {}), h("i", {}), []];
  const text = h("p", { class: "text" }, before, come);
  const [place, chance, surprise] = [
    readout("place", String),
    readout("chance", (v) => format(v, 3)),
    readout("surprise", (v) => format(v, 3)),
  ];
  const [last, next, whose] = [h("b", {}), h("b", {}), h("span", {})];
  const said = h("p", { class: "next" }, words.place, " ", place.el, " ", words.reads, " ", last, ", ");
  said.append(words.comes, " ", next, ": ", words.chance, " ", chance.el, ", ");
  said.append(words.surprise, " ", surprise.el, ". ", whose);
  const el = h("div", { "data-control": "written" }, text, said);
  function draw({ it, state }) {
    const { tokens } = it.model;
    const { all } = it.reading;
    const gradient = state.way === "gradient";
    const block = (gradient ? it.grads : all).blocks[state.block - 1];
    const row = block.weights.subarray((state.head - 1) * all.seen, state.head * all.seen);
    const most = Math.max(...row.map(Math.abs)) || 1;
    const from = Math.max(0, it.ids.length - MOST);
    const runs = []; // neighbors that look alike
    it.ids.slice(from).forEach((id, k) => {
      const t = from + k - (it.ids.length - all.seen);
      const mine = from + k >= it.prompted ? "own" : "";
      const look = t === all.seen - 1 ? `${mine} at` : mine;
      const background = t < 0 ? "" : tint(row[t] / most);
      const char = shown(tokens[id]);
      const run = runs.at(-1);
      if (run?.look === look && run.background === background) run.chars += char;
      else runs.push({ look, background, chars: char });
    });
    setText(before, from ? "…" : "");
    while (parts.length < runs.length) parts.push(text.insertBefore(h("span", {}), come));
    while (parts.length > runs.length) parts.pop().remove();
    runs.forEach(({ look, background, chars }, k) => {
      setText(parts[k], chars);
      if (parts[k].className !== look) parts[k].className = look;
      if (parts[k].dataset.tint !== background) {
        parts[k].dataset.tint = background;
        parts[k].style.background = background;
      }
    });
    setText(come, shown(tokens[it.came]));
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
  const percent = Math.round(60 * Math.min(1, Math.abs(share)));
  const color = share < 0 ? "--l1" : "--mse";
  return percent ? `color-mix(in srgb, var(${color}) ${percent}%, var(--soft))` : "";
}
