// The attention explorer in a sentence or four, for whoever cannot see it.
import { format, summary } from "../../widgets/ui.js";

export function told({ sees }) {
  const { el, set, stop } = summary();
  const pair = ([x, y]) => `(${format(x, 2)}, ${format(y, 2)})`;
  function draw(all, back) {
    set(() => {
      const { words, pick, one, out, entropy, loss } = all;
      const shares = one.weights[pick].map((w, t) => `${words[t]} ${w.toFixed(2)}`).join(", ");
      const asks = `${words[pick]} asks${all.heads > 1 ? `, head ${all.head + 1}` : ""}.`;
      const weights = sees("matrix") ? `Its weights: ${shares}; entropy ${entropy[pick].toFixed(2)}.` : "";
      const output = sees("mix") ? `Its output is ${pair(out[pick])}.` : "";
      const costs = back && sees("loss") ? `The loss is ${format(loss)}.` : "";
      const lesson =
        all.all && sees("loss") ? `${all.all.right} of ${all.all.count} sentences are right.` : "";
      return [asks, weights, output, costs, lesson].filter(Boolean).join(" ");
    });
  }
  return { el, draw, stop };
}
