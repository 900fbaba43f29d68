// The unroll explorer in a sentence or four, for whoever cannot see it.
import { format, summary } from "../../widgets/ui.js";

export function told({ sees }) {
  const { el, set, stop } = summary();
  function draw(all) {
    set(() => {
      const { pick, last, typed, steps, carrier, carried, slopes, dx, clip } = all;
      const { h, c } = steps[pick - 1];
      const at = `Step ${pick} of ${last}, lag ${last - pick}: x is ${format(typed[pick - 1].x)}.`;
      const memory = c === undefined ? "" : `, c is ${format(c)}`;
      const state = sees("states") ? `h is ${format(h)}${memory}.` : "";
      const back = sees("gradients")
        ? `The gradient by ${carrier} is ${format(carried[pick])}, by x ${format(dx[pick - 1])}.`
        : "";
      const factor = sees("slopes") ? `The factor to the step before is ${format(slopes[pick - 1])}.` : "";
      const short = clip.scale < 1 ? `Clipping multiplies by ${format(clip.scale)}.` : "";
      const cut = sees("weights") ? short : "";
      return [at, state, back, factor, cut].filter(Boolean).join(" ");
    });
  }
  return { el, draw, stop };
}
