// The question before the picture: what does a huge wrong logit do to the slope?
import { format, predictFirst } from "../../widgets/ui.js";
import { analyse } from "./state.js";

export const guessFirst = ({ state, byHand, done }) =>
  predictFirst({
    done,
    question:
      "We push the logit of a wrong class up to 100. What happens to the slope of the loss along the logit of the true class?",
    options: [
      { value: "explodes", label: "It grows with the error, to about −100 or more" },
      { value: "stays", label: "It stops at −1" },
      { value: "vanishes", label: "It vanishes, because the true class has a probability of nearly 0" },
    ],
    action: "Push it up",
    reveal: ({ choice }) => {
      const wrong = state.target === 0 ? 1 : 0;
      const logits = state.logits.map((z, k) => (k === wrong ? Math.min(100, z + 100) : Math.min(z, 0)));
      byHand({ mode: "classes", preset: "", temperature: 1, smoothing: 0, shift: 0, logits });
      const a = analyse(state);
      const right =
        choice === "stays" ? "That is what you said." : "You said something else: look at both columns.";
      return (
        `The loss is ${format(a.loss, 4)}. Along the logit the slope is ${format(a.grad[state.target], 4)}: it is p − y, and p cannot go below 0. ${right} ` +
        `Along the probability it is ${format(a.gradProbs[state.target])}: −1/p has no bound. The softmax's own slope, p(1 − p), makes up for all of that.`
      );
    },
  });
