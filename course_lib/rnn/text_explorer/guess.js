// The question before the temperature is halved: what becomes of two chances?
import { fill, format, predictFirst } from "../../widgets/ui.js";
import { seen } from "./bars.js";

// look(): the distribution as it stands.
export const guessFirst = ({ start, byHand, look, done, words: { predict, reveal } }) =>
  predictFirst({
    ...predict,
    done,
    reveal: ({ choice }) => {
      byHand({ ...start.settingsOf("careful"), temperature: 1 });
      const { tokens, chances } = look();
      const [a, b] = tokens.map((_, k) => k).sort((i, j) => chances[j] - chances[i]);
      const before = chances[a] / chances[b];
      byHand({ temperature: 0.5 });
      const { chances: after } = look();
      return fill(reveal[choice], {
        a: seen(tokens[a]),
        b: seen(tokens[b]),
        before: format(before, 3),
        after: format(after[a] / after[b], 3),
      });
    },
  });
