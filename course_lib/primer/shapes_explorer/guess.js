// The question before the picture: how many cells does a column times a row have?
import { predictFirst } from "../../widgets/ui.js";

const OPTIONS = ["4", "5", "9", "20"];

export const guessFirst = ({ start, byHand, done }) =>
  predictFirst({
    question: "A column of shape (4, 1) times a row of shape (1, 5). How many cells has the result?",
    options: OPTIONS.map((value) => ({ value, label: value })),
    action: "Multiply them",
    done,
    reveal: ({ choice }) => {
      byHand(start.settingsOf("table"));
      const right = choice === "20" ? "and so it is" : "it has 20";
      return `You said ${choice}; ${right}. Both are stretched, to (4, 5): each of the 4 meets each of the 5.`;
    },
  });
