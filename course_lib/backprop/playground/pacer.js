// How much of the run fits into a frame beside its picture: what a worker has done meanwhile, or what there is time for.
import { clamp } from "../../widgets/ui.js";

const [LEAST, MOST] = [4, 9]; // ms of a frame for training and drawing, as fast as it goes
const DEAR = 5; // ms for a picture
const LATE = 20; // ms: a frame later than this asks for less
const GLANCE = 400; // ms between two looks at the pace

// speed: epochs a frame; 0: as many as fit. it: the session, hired: the worker's crew.
export function pacer({ it, hired, draw, rate }) {
  let cost = 3; // ms that drawing takes, smoothed
  let budget = MOST;
  let before = 0; // time of the last frame
  let frames = 0;
  let since = null; // [time, epochs] of the last look at the pace
  const pace = {
    speed: 1,
    begin() {
      since = null;
      hired.call();
    },
    frame(time) {
      const elsewhere = hired.ready();
      budget = clamp(budget + (time - before > LATE ? -0.5 : 0.1), LEAST, MOST);
      before = time;
      frames += 1;
      // where drawing is dear or frames are late, every other picture is enough
      const due = frames % (budget > LEAST && cost < DEAR ? 1 : 2) === 0;
      const drawn = elsewhere ? collect() : due;
      if (!elsewhere) trainHere(drawn);
      const drawing = performance.now();
      if (time - since?.[0] > GLANCE) rate.set((1000 * (it.run.epochs - since[1])) / (time - since[0]));
      if (!(time - since?.[0] <= GLANCE)) since = [time, it.run.epochs];
      if (!drawn) return;
      draw();
      cost += 0.1 * (performance.now() - drawing - cost);
    },
  };
  function collect() {
    const found = hired.fetch();
    const steady = pace.speed > 0 && !it.goal;
    const until = it.goal || (steady ? it.run.epochs + pace.speed : Infinity);
    hired.order(until, it.goal ? it.stride : Infinity, steady);
    return found;
  }
  function trainHere(drawn) {
    const end = performance.now() + (it.goal ? 4 * MOST : Math.max(budget - (drawn ? cost : 0), 2));
    if (it.goal > 0) it.catchUp(end);
    else train(end);
  }
  function train(end) {
    it.remember();
    let left = pace.speed || Infinity;
    do {
      it.run.epoch();
      left -= 1;
    } while (left > 0 && performance.now() < end);
    it.stamp += 1;
    it.note();
  }
  return pace;
}
