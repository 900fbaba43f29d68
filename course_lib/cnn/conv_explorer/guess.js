// The question before the window slides: where does an edge answer?
import { fill, offBy, predictFirst } from "../../widgets/ui.js";

export const guessFirst = ({ start, byHand, done, words: { predict, reveal } }) =>
  predictFirst({
    ...predict,
    done,
    reveal: ({ choice, number }) => {
      byHand(start.settingsOf("bar"));
      return fill(reveal.verdict, {
        choice: choice === reveal.answer ? reveal.right : reveal.wrong,
        off: offBy(number, reveal.largest),
      });
    },
  });
