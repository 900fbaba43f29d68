// The question before the picture: what does the border of one neuron look like?
import { predictFirst } from "../../widgets/ui.js";

const OPTIONS = { line: "a straight line", corner: "a corner", circle: "a closed curve" };

export const guessFirst = ({ start, byHand, done }) =>
  predictFirst({
    question: "Only one hidden neuron has a say. Which border lies between blue and orange in the plane?",
    options: Object.entries(OPTIONS).map(([value, label]) => ({ value, label })),
    action: "Silence the second neuron",
    done,
    reveal: ({ choice }) => {
      byHand(start.settingsOf("one"));
      const right = choice === "line" ? "and so it is" : "it is a straight line";
      return `You said ${OPTIONS[choice]}; ${right}. Its sum is zero along a line, and tanh is zero just there.`;
    },
  });
