// The question before the picture: what remains without hidden layers?
import { fill, predictFirst } from "../../widgets/ui.js";

export function guessFirst({ say, it, restart, start, done }) {
  const { options, verdict } = say.predict;
  return predictFirst({
    ...say.predict,
    done,
    reveal: ({ choice }) => {
      restart({ ...start.settingsOf("circle"), hidden: [], activation: [], dropout: [], epochs: 100 });
      it.sync();
      it.catchUp(Infinity);
      return fill(verdict, {
        right: Math.round(100 * it.test.accuracy),
        yours: options.find((o) => o.value === choice).label,
      });
    },
  });
}
