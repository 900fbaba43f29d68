// The question before the drawing: what does it say of what is no digit?
import { fill, predictFirst } from "../../widgets/ui.js";
import { analyse, percent } from "./state.js";

export const guessFirst = ({ start, byHand, done, pixels, words: { predict, reveal } }) =>
  predictFirst({
    ...predict,
    done,
    reveal: ({ choice }) => {
      const patch = start.settingsOf("letter");
      byHand(patch);
      const { winner, probabilities } = analyse(patch, pixels);
      const said = fill(choice === reveal.answer ? reveal.right : reveal.wrong, {
        digit: String(winner),
        percent: percent(probabilities[winner]),
      });
      return `${said} ${reveal.why}`;
    },
  });
