// The question before the picture: does the mirror leave any arrow on its line?
import { predictFirst } from "../../widgets/ui.js";

const OPTIONS = { none: "none", one: "one line of arrows", two: "two lines of arrows" };

export const guessFirst = ({ start, byHand, done }) =>
  predictFirst({
    question: "The mirror exchanges the two coordinates. How many lines of arrows does it not turn?",
    options: Object.entries(OPTIONS).map(([value, label]) => ({ value, label })),
    action: "Show the mirror",
    done,
    reveal: ({ choice }) => {
      byHand({ ...start.settingsOf("mirror"), still: true });
      const right = choice === "two" ? "and so it is" : "there are two";
      return (
        `You said ${OPTIONS[choice]}; ${right}. Along (1, 1) nothing changes, ` +
        "and along (1, −1) an arrow turns right round, onto its own line."
      );
    },
  });
