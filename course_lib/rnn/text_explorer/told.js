// The text explorer in a sentence or three, for whoever cannot see it.
import { format, summary } from "../../widgets/ui.js";
import { named } from "./bars.js";
import { GIGA } from "./curve.js";

export function told({ sees, names }) {
  const { el, set, stop } = summary();
  function draw({ state, it, loss, all, beside }) {
    set(() => {
      const who = names[state.model];
      const last = it.points.at(-1);
      const run = last
        ? `${who} after ${format(last.flops / GIGA)} GFLOP: validation loss ${format(last.held)} nats, the bigram's ${format(loss)}.`
        : `${who}. Validation loss of the bigram: ${format(loss)} nats.`;
      const order = all.tokens.map((_, k) => k).sort((a, b) => all.chances[b] - all.chances[a]);
      const three = order.slice(0, 3).filter((k) => all.chances[k] > 0);
      const most = three.map((k) => `${named(all.tokens[k])} ${format(all.chances[k], 2)}`).join(", ");
      const drawn = all.chosen < 0 ? "" : `Drawn: ${named(all.tokens[all.chosen])}.`;
      return [
        sees("losses") && sees("curve") ? run : `${who}.`,
        last && beside && sees("losses") && sees("curve")
          ? `${beside.name}: ${format(last.rival)} nats.`
          : "",
        sees("bars") ? `Most likely next: ${most}.` : "",
        sees("bars") ? drawn : "",
      ]
        .filter(Boolean)
        .join(" ");
    });
  }
  return { el, draw, stop };
}
