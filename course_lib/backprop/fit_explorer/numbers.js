// The numbers and the words that go with the picture.
import { fill, format, h, readout, summary } from "../../widgets/ui.js";
import { strip } from "./picture.js";

const SPOKEN = 120; // steps between two summaries

export function told(words) {
  const loss = readout("loss", (v) => format(v, 3));
  const steps = readout("steps", String);
  const miss = readout("miss", (v) => format(v, 2));
  const params = readout("params", String);
  const losses = strip(words);
  const spoken = summary();
  let last = null;
  const say = (run) =>
    spoken.set(() => fill(words.said, { steps: run.steps(), loss: format(run.loss(), 3) }));
  return {
    losses,
    spoken: spoken.el,
    say,
    numbers: h(
      "p",
      { class: "numbers" },
      words.loss,
      " ",
      loss.el,
      h("span", {}, ` ${words.steps} `, steps.el),
    ),
    facts: h("p", {}, words.miss, " ", miss.el, `; ${words.params} `, params.el, "."),
    write(run) {
      const now = run.loss();
      loss.set(now);
      steps.set(run.steps());
      miss.set(run.miss());
      params.set(run.params);
      if (last !== run.steps()) losses.add(now);
      if (Math.floor(run.steps() / SPOKEN) > Math.floor((last ?? 0) / SPOKEN)) say(run);
      last = run.steps();
    },
    forget() {
      last = null;
      losses.forget();
    },
    stop: spoken.stop,
  };
}
