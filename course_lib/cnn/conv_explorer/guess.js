// The question about a picture that is not in sight yet: where does an upright kernel answer to a lying bar?
import { fill, offBy, predictFirst } from "../../widgets/ui.js";

export const guessFirst = ({ start, byHand, done, words: { predict, reveal } }) =>
  predictFirst({
    ...predict,
    done,
    reveal: ({ choice, number }) => {
      byHand(start.settingsOf("lying"));
      return fill(reveal.verdict, {
        choice: choice === reveal.answer ? reveal.right : reveal.wrong,
        off: offBy(number, reveal.largest),
      });
    },
  });
