// The question before the drag: where is the parabola twice as steep?
import { format, predictFirst } from "../../widgets/ui.js";

const OPTIONS = { 1: "at x = 1", 1.5: "at x = 1.5", 2: "at x = 2" };

export const guessFirst = ({ start, byHand, done }) =>
  predictFirst({
    question: "At x = 0.5 the parabola x² has slope 1. Where is its slope 2?",
    options: Object.entries(OPTIONS).map(([value, label]) => ({ value, label })),
    action: "Go there",
    done,
    reveal: ({ choice }) => {
      byHand({ ...start.settingsOf("parabola"), x1: Number(choice), h: 0.001 });
      const right = choice === "1" ? "so you had it" : "so it is at x = 1";
      return `At x = ${choice} the slope is ${format(2 * choice)}, ${right}: the slope of x² is 2x.`;
    },
  });
