// The tensor explorer in a sentence or four, for whoever cannot see it.
import { format, summary } from "../../widgets/ui.js";
import { nameOf, numbersOf } from "./views.js";

const MOST = 60; // characters of the text that are read out

export function told({ sees }) {
  const { el, set, stop } = summary();
  function draw({ state, it, view, name }) {
    set(() => {
      const { tokens } = it.model;
      const text = it.ids
        .slice(-MOST)
        .map((id) => tokens[id])
        .join("");
      const { at, value, least, largest } = numbersOf(view, state.cell);
      const range = `from ${format(least)} to ${format(largest)}`;
      const next = `Then comes ${JSON.stringify(tokens[it.came])}, chance ${format(it.chance)}.`;
      return [
        sees("written") && `It has read ${JSON.stringify(text)}. ${next}`,
        sees("heat") && `${name} ${view.size}, ${range}; ${nameOf(view, at)} is ${format(value)}.`,
      ]
        .filter(Boolean)
        .join(" ");
    });
  }
  return { el, draw, stop };
}
