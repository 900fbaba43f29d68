// The convolution explorer in a sentence or two, for whoever cannot see it.
import { format, summary } from "../../widgets/ui.js";

const count = (n, what) => `${n} ${what}${n === 1 ? "" : "s"}`;

export function told({ sees }) {
  const { el, set, stop } = summary();
  function draw(all) {
    set(() => {
      if (!all.out) return "The kernel does not fit on the input.";
      const [filter, row, column] = all.pick;
      const map = all.out.length > 1 ? ` of map ${filter + 1}` : "";
      const value = sees("sum") ? ` It is ${format(all.sum.total)}.` : "";
      const [rows, columns] = [count(all.out[0].length, "row"), count(all.out[0][0].length, "column")];
      const size = `The output has ${rows} and ${columns}.`;
      const pixels = all.grads?.x.flat(2).filter((v) => v !== 0).length;
      const back = all.grads && sees("gradients") ? ` Its gradient reaches ${count(pixels, "pixel")}.` : "";
      const far = all.field ? ` It sees ${count(all.field.seen.size, "pixel")} of the input.` : "";
      return `Output at row ${row}, column ${column}${map}.${value}${back}${far} ${size}`;
    });
  }
  return { el, draw, stop };
}
