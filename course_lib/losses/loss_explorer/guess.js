// The question before the picture: which fit does one far point move the most?
import { format, predictFirst } from "../../widgets/ui.js";
import { analyse } from "./state.js";

const RIVALS = ["mse", "l1", "huber"];

export const guessFirst = ({ state, names, byHand, highest }) =>
  predictFirst({
    question:
      "The diamond will go far up. Which of these fits moves the most, and by how much? Commit first, then look.",
    options: RIVALS.map((value) => ({ value, label: `${names[value]} error` })),
    number: { label: "It moves by", unit: "(± what you like)" },
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
    `You said ${low(choice)}${choice === most ? ", and so it is" : `; it is ${low(most)}`}. ` +
    `Your ${format(number)} is off by ${format(Math.abs(number - shift[most]))}. ` +
    `The mean gives every point 1/${n} of the say: ${format(rise)} / ${n} = ${format(shift.mse)}. ` +
    (shift.l1 === 0 ? "The median asks only how many points lie above it, and that did not change." : "")
  );
}
