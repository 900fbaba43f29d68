// A run of training, from mark to mark: at each the crew tells losses, weights and a sample. Where the marks lie is counted
// in compute, so a seed gives the same ones on every machine. No DOM.
import { crew } from "./crew.js";

const [MARKS, PACE] = [40, 200]; // marks for each stretch of compute; ms from one to the next at least, to read them
const WINDOWS = 16; // of the validation text, at each mark

// hear(type): a report of that type has come; sample(): what is to be written at a mark; make: what makes a worker.
export function session({ hear, sample, pace = () => PACE, make }) {
  const it = {};
  let [hired, timer] = [null, null];
  let open = false; // an order is on its way that ends in a mark
  let seen = null; // losses since the last mark: their sum, their number, the steps that they come from
  let [each, begun] = [0, 0]; // FLOPs between marks; ms: when it went on after the last
  const mark = () => hired.send({ type: "mark", most: WINDOWS, ...sample() });
  const on = () => {
    open = true;
    begun = performance.now();
    hired.send({ type: "run", until: Math.min(it.goal, (Math.floor(it.flops / each + 1e-9) + 1) * each) });
  };
  const count = ({ flops, steps, loss }) => {
    if (loss !== null) seen.sum += loss * (steps - seen.steps);
    if (loss !== null) seen.n += steps - seen.steps;
    seen.steps = steps;
    Object.assign(it, { flops, steps });
  };
  const reports = {
    begun: ({ engine }) => Object.assign(it, { engine, inPage: hired.inPage() }),
    progress({ running, lanes }) {
      count(lanes[0]);
      if (!running) mark();
    },
    marked({ lanes, losses, weights, texts }) {
      count(lanes[0]);
      open = false;
      const before = it.points.at(-1);
      const train = seen.n ? seen.sum / seen.n : (before?.train ?? null);
      if (before?.flops === it.flops) it.points.pop();
      const [held, rival = null] = losses;
      it.points.push({ flops: it.flops, train, held, rival });
      seen = { sum: 0, n: 0, steps: it.steps };
      Object.assign(it, { weights: weights[0], text: texts[0] });
      if (it.flops >= it.goal) it.playing = false;
      if (it.playing) timer = setTimeout(on, it.steps ? begun + pace() - performance.now() : 0);
    },
    failed: ({ message }) => Object.assign(it, { failed: message, playing: false }),
  };
  const listen = (report) => {
    reports[report.type]?.(report);
    hear(report.type);
  };
  return Object.assign(it, {
    // order: { text, list, seed, models }, see serve.js; budget: FLOPs of one stretch
    play(order, budget, marks = MARKS) {
      if (!hired) it.forget(); // what was recalled has no crew to go on with
      each = budget / marks;
      it.goal = (Math.floor(it.flops / budget + 1e-9) + 1) * budget;
      it.playing = true;
      if (hired) return open || on();
      hired = crew(listen, make);
      open = true;
      hired.send({ type: "begin", ...order });
      return mark();
    },
    pause() {
      it.playing = false;
      clearTimeout(timer);
      if (open) hired.send({ type: "pause" });
    },
    // Back before the first step.
    forget() {
      clearTimeout(timer);
      hired?.end();
      [hired, open] = [null, false];
      seen = { sum: 0, n: 0, steps: 0 };
      const nothing = { kind: null, weights: null, text: null, failed: "", engine: "", inPage: false };
      Object.assign(it, { playing: false, flops: 0, steps: 0, goal: 0, points: [], ...nothing });
    },
  });
}

// What was trained beforehand, see trained.js, or before, as if it had run here now.
export function recall(it, { points, ...rest }) {
  const { flops } = points.at(-1);
  Object.assign(it, { goal: flops, ...rest, points, flops });
}
