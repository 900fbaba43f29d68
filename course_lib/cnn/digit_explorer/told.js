// The digit explorer in a sentence or three, for whoever cannot see it.
import { format, summary } from "../../widgets/ui.js";
import { nameOf, percent } from "./state.js";

export function told({ state, sees }) {
  const { el, set, stop } = summary();
  function draw(all, picked) {
    set(() => {
      const { winner, probabilities, target, fall, covered, blank } = all;
      const sure = percent(probabilities[winner]);
      const says = sees("scores")
        ? `${blank ? "The board is empty; still the" : "The"} network says ${winner}, with ${sure}.`
        : "";
      const cover =
        covered >= 0 && sees("scores")
          ? `The cover at place ${covered + 1} of ${all.places ** 2} takes ${format(fall)} from the score of ${target}.`
          : "";
      const looked = all.looked;
      const where =
        looked && sees("looked")
          ? `Where it looked: ${format(looked.value)} at row ${looked.step * looked.row}, column ${looked.step * looked.column}.`
          : "";
      const map = state.map
        ? `Picked: ${nameOf(picked)}, with ${format(picked.peak.value)} as its largest value.`
        : "";
      return [says, cover, where, map].filter(Boolean).join(" ");
    });
  }
  return { el, draw, stop };
}
