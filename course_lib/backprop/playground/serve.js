// The worker's side: it holds a run of the same settings, takes it on as far as it is told, and sends back all of it.
import { build } from "./state.js";

const SLICE = 8; // ms of work for one order

// port: the worker's scope, or anything with postMessage. An order is { turn, until, each, state?, snapshot? }: with a
// state the run is another one from here on.
export function serve(port) {
  let run = null;
  port.onmessage = ({ data: { turn, until, each, state, snapshot } }) => {
    if (state) {
      run = build(state);
      run.restore(snapshot);
    }
    const marks = advance(run, until, each);
    port.postMessage({ turn, marks, snapshot: run.snapshot() });
  };
  port.postMessage("ready");
}

// Whole epochs, up to `until` or the end of the slice; every `each` epochs a mark: [epochs, training loss, test loss].
function advance(run, until, each) {
  const end = performance.now() + SLICE;
  const marks = [];
  let done = 0;
  while (run.epochs < until && performance.now() < end) {
    run.epoch();
    done += 1;
    if (done % each === 0)
      marks.push([run.epochs, ...["train", "test"].map((part) => run.evaluate(part).loss)]);
  }
  return marks;
}
