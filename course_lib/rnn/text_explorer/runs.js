// The runs of this visit that have come to their end: whoever goes on to another task or another model, and back, finds them
// again. Such a run is there to be looked at; Play begins it anew. No DOM.
import { recall } from "./session.js";

export function runs() {
  const all = new Map();
  return {
    // `it` is to be a run of something else, or of nothing.
    change(it, of) {
      if (it.steps && it.flops >= it.goal) all.set(it.of, { ...it });
      it.forget();
      if (all.has(of)) recall(it, all.get(of));
      it.of = of;
    },
    // A patch that begins the task in sight anew is Reset.
    heard(it, patch, task) {
      if (patch.task === task) {
        all.clear();
        it.forget();
      }
      return patch;
    },
  };
}
