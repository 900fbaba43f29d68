// The question before the picture: what does a huge wrong logit do to the slope?
import { format, predictFirst } from "../../widgets/ui.js";
import { analyse } from "./state.js";

export const guessFirst = ({ state, byHand }) =>
  predictFirst({
    question:
      "One logit of a wrong class goes up by 100. What happens to the slope of the loss by the true class's logit?",
    options: [
      { value: "explodes", label: "It grows with the error, to about −100 or beyond" },
      { value: "stays", label: "It stops at −1" },
      { value: "vanishes", label: "It vanishes, because the probability is nearly 0" },
    ],
    action: "Raise it",
    reveal: ({ choice }) => {
      const wrong = state.target === 0 ? 1 : 0;
      const logits = state.logits.map((z, k) => (k === wrong ? Math.min(100, z + 100) : Math.min(z, 0)));
      byHand({ mode: "classes", preset: "", temperature: 1, smoothing: 0, shift: 0, logits });
      const a = analyse(state);
      const right = choice === "stays" ? "So you said." : "You said otherwise; look at both columns.";
      return (
        `The loss is ${format(a.loss, 4)}. By the logit the slope is ${format(a.grad[state.target], 4)}: p − y, and p cannot go below 0. ${right} ` +
        `By the probability it is ${format(a.gradProbs[state.target])}: −1/p has no bound. The softmax's own slope, p(1 − p), takes all of that away again.`
      );
    },
  });
