// The question before the drawing: what does it say of what is no digit?
import { fill, format, predictFirst } from "../../widgets/ui.js";
import { analyse } from "./state.js";

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
        percent: format(100 * probabilities[winner]),
      });
      return `${said} ${reveal.why}`;
    },
  });
