// The question before the gain is raised: what is left of a gradient after ten steps at gain 2?
import { fill, format, predictFirst } from "../../widgets/ui.js";
import { analyse } from "./state.js";

const BACK = 10;

export const guessFirst = ({ start, byHand, done, words: { predict, reveal } }) =>
  predictFirst({
    ...predict,
    done,
    reveal: ({ choice }) => {
      const patch = start.settingsOf("loud");
      byHand(patch);
      const { steps, slopes, carried, last } = analyse(patch);
      return fill(reveal[choice], {
        h: format(steps[last - 1].h, 2),
        factor: format(slopes[last - 1], 2),
        left: format(carried[last - BACK] / carried[last], 2),
      });
    },
  });
