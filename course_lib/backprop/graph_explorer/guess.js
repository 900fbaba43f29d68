// The question before the way back: what does a value that is used twice get?
import { fill, offBy, predictFirst } from "../../widgets/ui.js";

export const guessFirst = ({ start, byHand, done, words: { predict, reveal } }) =>
  predictFirst({
    ...predict,
    done,
    reveal: ({ choice, number }) => {
      byHand({ ...start.settingsOf("twice"), backward: 99 });
      return fill(reveal.verdict, {
        choice: choice === reveal.answer ? reveal.right : reveal.wrong,
        off: offBy(number, reveal.gradient),
      });
    },
  });
