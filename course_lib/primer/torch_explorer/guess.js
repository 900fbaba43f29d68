// The question before the step: what does a second backward() do to it?
import { format, predictFirst } from "../../widgets/ui.js";
import { CALLS } from "./curves.js";

const OPTIONS = { half: "half as long", same: "as long as before", double: "twice as long" };

export const guessFirst = ({ state, byHand, done }) =>
  predictFirst({
    question:
      "We press backward() twice, and then step(). How long is the step, beside that of one backward()?",
    options: Object.entries(OPTIONS).map(([value, label]) => ({ value, label })),
    action: "Twice, then step",
    done,
    reveal: ({ choice }) => {
      const call = (name) => byHand(CALLS[name](state));
      call("zero");
      call("backward");
      const once = state.lr * state.grad;
      if (once === 0) return "The slope is zero here. Drag x somewhere else, and try again.";
      call("backward");
      const from = state.x;
      call("step");
      return (
        `One slope would have made a step of ${format(Math.abs(once))}; this one was ` +
        `${format(Math.abs(from - state.x))} long. You said ${OPTIONS[choice]}` +
        `${choice === "double" ? ", and so it is" : "; it is twice as long"}: x.grad is a sum until it is cleared.`
      );
    },
  });
