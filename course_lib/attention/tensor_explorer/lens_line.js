// What the residual stream would say if the last norm and the head read it here.
import { h, readout } from "../../widgets/ui.js";
import { likeliest, logitsAt, STREAM } from "./lens.js";
import { shown } from "./views.js";

export function lensLine(words) {
  const places = [1, 2, 3].map((k) => ({
    char: h("b", {}),
    chance: readout(`lens.${k}`, (p) => p.toFixed(2)),
  }));
  const el = h("p", { class: "lens", "data-control": "lens" }, words.lens);
  for (const { char, chance } of places) el.append(" ", char, " ", chance.el);
  function draw({ tensor, block }, { reading, model }) {
    el.hidden = !STREAM.includes(tensor);
    if (el.hidden) return;
    const x = tensor === "embedding" ? reading.all.embedding : reading.all.blocks[block - 1][tensor];
    likeliest(logitsAt(x, reading)).forEach(([k, p], i) => {
      places[i].char.textContent = shown(model.tokens[k]);
      places[i].chance.set(p);
    });
  }
  return { el, draw };
}
