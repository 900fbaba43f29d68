// The side that trains: in a worker, or, where none is allowed, in the page. It works in slices, so that orders are heard
// between them, and tells about ten times a second how far it is.
import { compiled } from "./compiled.js";
import { plain } from "./plain.js";
import { SideBySide } from "./side_by_side.js";

const PAUSE = 100; // ms between two reports

// port: the worker's scope, or anything with postMessage. An order is { type, … }:
//   { type: "begin", text, list, seed, models }            another text or other models
//   { type: "run", until }, { type: "pause" }              until: FLOPs for each model; without it there is no end
//   { type: "judge", most }, { type: "write", … }, { type: "read", beginning }     one answer each
//   { type: "mark", most, beginning, length, … }           all that a page shows of a moment, weights and all
// slice: ms of work at a time; later: calls a function when orders have been heard.
export function serve(port, { slice = 25, later = afterOrders(), now = () => performance.now() } = {}) {
  const [engine, name] = fastest();
  let it = null;
  let until = 0; // FLOPs; 0: pause
  let turns = 0; // slices of an earlier run do nothing
  let told = 0;
  const say = (type, answer) => port.postMessage({ type, ...answer });
  const tell = () => {
    told = now();
    say("progress", { running: until > 0, lanes: it.look() });
  };
  // what an order asks for is done, or it is told why not
  const attempt = (order, act) => {
    try {
      act();
    } catch ({ message }) {
      until = 0;
      say("failed", { order, message });
    }
  };
  const work = (turn) => {
    if (turn !== turns) return;
    const end = now() + slice;
    let more = true;
    do more = it.step(until);
    while (more && now() < end);
    if (!more) until = 0;
    if (!more || now() - told >= PAUSE) tell();
    if (more) later(() => attempt("run", () => work(turn)));
  };
  const orders = {
    begin(order) {
      turns += 1;
      until = 0;
      it = new SideBySide(order, engine);
      const parameters = it.lanes.map(({ run }) => run.model.params.length);
      say("begun", { engine: name, tokens: it.corpus.vocabulary.tokens, bigram: it.bigram, parameters });
    },
    run(order) {
      turns += 1;
      until = order.until ?? Infinity;
      told = now();
      const turn = turns;
      later(() => attempt("run", () => work(turn)));
    },
    pause() {
      turns += 1;
      until = 0;
      tell();
    },
    judge: ({ most }) =>
      say("judged", { losses: it.judge(most), hashes: it.lanes.map(({ run }) => run.hash) }),
    write: ({ beginning, length, ...how }) => say("written", { texts: it.write(beginning, length, how) }),
    mark: ({ most, beginning, length, ...how }) =>
      say("marked", {
        lanes: it.look(),
        losses: it.judge(most),
        weights: it.lanes.map(({ run }) => run.averaged.slice()),
        texts: it.write(beginning, length, how),
      }),
    read: ({ beginning }) => say("read", { beginning, logits: it.read(beginning) }),
  };
  port.onmessage = ({ data: { type, ...order } }) => attempt(type, () => orders[type](order));
  say("ready", {});
}

// The engine and its name.
export function fastest() {
  try {
    return [compiled(), "WebAssembly"];
  } catch {
    return [plain(Float32Array), "JavaScript"];
  }
}

// A message to oneself: it comes after the orders that wait, and without the 4 ms of a timer.
function afterOrders() {
  const { port1, port2 } = new MessageChannel();
  const waiting = [];
  port1.onmessage = () => waiting.shift()();
  return (work) => {
    waiting.push(work);
    port2.postMessage(null);
  };
}
