// The ten scores as bars of probability.
import { format, h, readout } from "../../widgets/ui.js";
import { percent } from "./state.js";

export function scores() {
  const rows = Array.from({ length: 10 }, (_, digit) => {
    const p = readout(`p ${digit}`, percent);
    const score = readout(`score ${digit}`, (v) => format(v));
    const bar = h("i", {});
    const el = h(
      "tr",
      {},
      h("th", { scope: "row" }, String(digit)),
      h("td", { class: "bar-of" }, h("span", { "aria-hidden": "true" }, bar)),
      h("td", {}, p.el),
      h("td", {}, score.el),
    );
    return { el, p, score, bar };
  });
  const heads = [["digit"], ["", "aria-hidden"], ["probability"], ["score"]];
  const table = h(
    "table",
    { class: "scores" },
    h("caption", { class: "unseen" }, "Score and probability of each digit"),
    h(
      "thead",
      {},
      h(
        "tr",
        {},
        heads.map(([text]) => (text ? h("th", { scope: "col" }, text) : h("td", {}))),
      ),
    ),
    h(
      "tbody",
      {},
      rows.map(({ el }) => el),
    ),
  );
  const asked = readout("asked", (v) => format(v));
  const fall = readout("fall", (v) => format(v));
  const which = readout("target", (v) => String(v));
  const cover = h("span", {}, " The cover costs it ", fall.el, ".");
  const line = h("p", { class: "note" }, "The score of ", which.el, " is ", asked.el, ".", cover);

  function draw({ all, probabilities, winner, target, fall: falls, covered }) {
    rows.forEach(({ el, p, score, bar }, i) => {
      p.set(probabilities[i]);
      score.set(all.scores[i]);
      bar.style.width = `${100 * probabilities[i]}%`;
      el.setAttribute("aria-current", i === winner);
    });
    which.set(target);
    asked.set(all.scores[target]);
    fall.set(falls);
    cover.hidden = covered < 0;
  }
  return { el: h("div", { class: "side scored", "data-control": "scores" }, table, line), draw };
}
