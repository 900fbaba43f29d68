// The question before the draws: what do more of them do to the spread?
import { format, predictFirst } from "../../widgets/ui.js";

const MOST = 100_000;
const OPTIONS = { less: "it shrinks", same: "it settles, neither down to nothing nor up", more: "it grows" };

export const guessFirst = ({ state, byHand, analyse, done }) =>
  predictFirst({
    question:
      "We drop 1,000 more draws. What happens to the spread, the bar beside the diamond? Commit first, then look.",
    options: Object.entries(OPTIONS).map(([value, label]) => ({ value, label })),
    action: "Drop 1,000",
    done,
    reveal: ({ choice }) => {
      byHand({ mode: "one" });
      const before = analyse(state);
      byHand({ n: Math.min(MOST, state.n + 1000) });
      const after = analyse(state);
      return (
        `The spread was ${format(before.spread)} and is ${format(after.spread)} now. ` +
        `You said: ${OPTIONS[choice]}. ` +
        "It belongs to the machine, not to how often we ask it: more draws only show it more clearly."
      );
    },
  });
