// The loss in nats, bits and perplexity, and the summary in words.
import { format, h, readout, summary } from "../../widgets/ui.js";

export function numbers(state, sees) {
  const loss = readout("loss", (v) => format(v, 4));
  const bits = readout("bits", (v) => format(v));
  const perplexity = readout("perplexity", (v) => format(v));
  const floor = readout("floor", (v) => format(v, 4));
  const least = h("span", {}, ". With this smoothing it cannot fall below ", floor.el, ".");
  const told = summary();
  const el = h(
    "p",
    { class: "big", "data-control": "loss" },
    "Loss ",
    loss.el,
    " nats",
    h(
      "span",
      { class: "comment", "data-control": "units" },
      " = ",
      bits.el,
      " bits, perplexity ",
      perplexity.el,
    ),
    least,
  );

  function show(nats, inBits, choices) {
    loss.set(nats);
    bits.set(inBits);
    perplexity.set(choices);
  }
  function ofClasses(a) {
    const { classes, logits, target, smoothing } = state;
    show(a.loss, a.bits, a.perplexity);
    least.hidden = smoothing === 0;
    floor.set(a.floor);
    told.set(
      () =>
        `The true class, ${classes[target]}, has the logit ${format(logits[target])} and the probability ${format(a.probs[target])}; the loss is ${format(a.loss, 4)} nats.` +
        (sees("dz") ? ` The slope along its logit is ${format(a.grad[target])}.` : "") +
        (sees("dp") ? ` The slope along its probability is ${format(a.gradProbs[target])}.` : ""),
    );
  }
  function ofBinary(b) {
    show(b.ce, b.ce / Math.LN2, Math.exp(b.ce));
    least.hidden = true;
    told.set(
      () =>
        `At the logit ${format(state.score)} the probability of class 1 is ${format(b.p)}, and the target is ${state.label}. ` +
        `The slope of the cross-entropy is ${format(b.ceGrad)}, that of the squared error ${format(b.seGrad)}.`,
    );
  }
  return { el, ofClasses, ofBinary, summary: told.el, stop: told.stop };
}
