// What the unroll explorer shows, from its settings alone. No DOM.
import { stepsOf } from "./sequence.js";
import { backward, clipped, forward } from "./unroll.js";

export function analyse(state) {
  const { cell, loss, clip, max_norm: most } = state;
  const typed = stepsOf(state.sequence);
  const last = typed.length;
  const steps = forward(
    cell,
    typed.map(({ x }) => x),
    state,
  );
  const own = typed.map((_, i) => (loss === "each" || i === last - 1 ? 1 : 0));
  const pick = Math.min(state.pick, last);
  const from = state.walked ? pick : 1; // the first step whose gradient is in sight
  const { carried, dx, weights } = backward(steps, own, from);
  return {
    cell,
    loss,
    last,
    typed,
    steps,
    own,
    carried,
    dx,
    weights,
    pick,
    carrier: cell === "lstm" ? "c" : "h",
    slopes: steps.map(({ slope }) => slope),
    product: steps.slice(pick - 1).reduce((all, { slope }) => all * slope, 1),
    from,
    clip: clipped(weights, clip ? most : Infinity),
  };
}

// One step further back; null behind the first. A walk begins at the last step, and where one has ended.
export function further({ sequence, pick, walked }, ended) {
  const last = stepsOf(sequence).length;
  if (!walked || ended) return { pick: last, walked: true };
  const at = Math.min(pick, last);
  return at > 1 ? { pick: at - 1 } : null;
}

// A link may say any text: only what can be read is a sequence.
export function agree({ sequence, ...rest }) {
  if (sequence === undefined) return rest;
  try {
    stepsOf(sequence);
    return { ...rest, sequence };
  } catch {
    return rest;
  }
}
