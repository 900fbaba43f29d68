// The question before the query grows: what becomes of its weights?
import { fill, predictFirst } from "../../widgets/ui.js";
import { analyse } from "./state.js";

const CAT = 1; // its place in the sentence

export const guessFirst = ({ start, byHand, done, words: { predict, reveal, lesson } }) => {
  const share = (name) => {
    const { one, pick } = analyse(start.settingsOf(name), lesson);
    return one.weights[pick][CAT].toFixed(2);
  };
  return predictFirst({
    ...predict,
    question: fill(predict.question, { now: share("four") }),
    done,
    reveal: ({ choice }) => {
      byHand(start.settingsOf("loud"));
      return fill(reveal[choice], { now: share("four"), cat: share("loud") });
    },
  });
};
