// The question before the picture: which fit does one far point move the most?
import { format, offBy, predictFirst } from "../../widgets/ui.js";
import { analyse } from "./state.js";

const RIVALS = ["mse", "l1", "huber"];

export const guessFirst = ({ state, names, byHand, highest, done }) =>
  predictFirst({
    done,
    question: "We move the diamond to the top. Which of these fits moves the most, and by how much?",
    options: RIVALS.map((value) => ({ value, label: `${names[value]} error` })),
    number: { label: "It moves by" },
    action: "Move the diamond up",
    reveal: (said) => {
      const i = state.outlier >= 0 && state.outlier < state.points.length ? state.outlier : highest();
      const [x, y] = state.points[i];
      const rise = state.y_range[1] - y;
      if (rise < 1e-9)
        return "The diamond is at the top already. Drag it down or press Reset, then try again.";
      const levels = () => analyse({ ...state, mode: "number" }).fits;
      const before = levels();
      const points = state.points.map((p, k) => (k === i ? [x, state.y_range[1]] : p));
      byHand({ points, outlier: i, compare: true });
      const after = levels();
      const shift = Object.fromEntries(RIVALS.map((k) => [k, after[k].level - before[k].level]));
      return verdict({ ...said, rise, shift, names, n: points.length });
    },
  });

function verdict({ choice, number, rise, shift, names, n }) {
  const low = (name) => names[name].toLowerCase();
  const most = RIVALS.reduce((a, b) => (Math.abs(shift[b]) > Math.abs(shift[a]) ? b : a));
  return (
    `The diamond rose by ${format(rise)}. As one number, the best fits moved by: ` +
    `${RIVALS.map((k) => `${low(k)} ${format(shift[k])}`).join(", ")}. ` +
    `You said ${low(choice)}${choice === most ? ", and that is right" : `; it is ${low(most)}`}. ` +
    `${offBy(number, shift[most])} ` +
    `The mean counts each of the ${n} points as one part in ${n}, so it moves by ${format(rise)} / ${n} = ${format(shift.mse)}. ` +
    (shift.l1 === 0 ? "The median only counts how many points lie above it, and that did not change." : "")
  );
}
