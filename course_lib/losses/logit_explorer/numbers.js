// The loss in nats, bits and perplexity, and the summary in words.
import { format, h, readout, summary } from "../../widgets/ui.js";

export function numbers(state) {
  const loss = readout("loss", (v) => format(v, 4));
  const bits = readout("bits", (v) => format(v));
  const perplexity = readout("perplexity", (v) => format(v));
  const floor = readout("floor", (v) => format(v, 4));
  const least = h("span", {}, " With this smoothing no logits reach below ", floor.el, ".");
  const told = summary();
  const el = h(
    "p",
    { class: "big" },
    "Loss ",
    loss.el,
    " nats",
    h("span", { class: "comment" }, " = ", bits.el, " bits, perplexity ", perplexity.el),
    least,
  );

  function show(nats, inBits, choices) {
    loss.set(nats);
    bits.set(inBits);
    perplexity.set(choices);
  }
  function ofClasses(a) {
    const { classes, target, smoothing } = state;
    show(a.loss, a.bits, a.perplexity);
    least.hidden = smoothing === 0;
    floor.set(a.floor);
    told.set(
      `${classes[target]} is true and gets probability ${format(a.probs[target])}. Loss ${format(a.loss, 4)} nats. ` +
        `Slope by its logit ${format(a.grad[target])}, by its probability ${format(a.gradProbs[target])}.`,
    );
  }
  function ofBinary(b) {
    show(b.ce, b.ce / Math.LN2, Math.exp(b.ce));
    least.hidden = true;
    told.set(
      `Logit ${format(state.score)}, probability of class 1 ${format(b.p)}, target ${state.label}. ` +
        `Cross-entropy slopes by ${format(b.ceGrad)}, squared error by ${format(b.seGrad)}.`,
    );
  }
  return { el, ofClasses, ofBinary, summary: told.el, stop: told.stop };
}
