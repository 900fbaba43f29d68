// The question before the gradient is shown: at which logits is it negative?
import { fill, format, predictFirst } from "../../widgets/ui.js";

export const guessFirst = ({ byHand, it, done, words: { predict, reveal } }) =>
  predictFirst({
    ...predict,
    done,
    reveal: ({ choice }) => {
      byHand({ tensor: "logits", way: "gradient", of: "tensor" });
      const { grads, came, model } = it();
      const values = { own: format(grads.logits[came], 3), char: JSON.stringify(model.tokens[came]) };
      return fill(reveal[choice], values);
    },
  });
