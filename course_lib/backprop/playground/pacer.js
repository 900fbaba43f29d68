// How much of the run fits into a frame beside its picture.
import { clamp } from "../../widgets/ui.js";

const [LEAST, MOST] = [4, 9]; // ms of a frame for training and drawing, as fast as it goes
const DEAR = 5; // ms for a picture
const LATE = 20; // ms: a frame later than this asks for less
const GLANCE = 400; // ms between two looks at the pace

// speed: epochs a frame; 0: as many as fit
export function pacer(it, draw, rate) {
  let cost = 3; // ms that drawing takes, smoothed
  let budget = MOST;
  let before = 0; // time of the last frame
  let frames = 0;
  let since = null; // [time, epochs] of the last look at the pace
  const pace = {
    speed: 1,
    begin() {
      since = null;
    },
    frame(time) {
      budget = clamp(budget + (time - before > LATE ? -0.5 : 0.1), LEAST, MOST);
      before = time;
      frames += 1;
      // where drawing is dear or frames are late, every other picture is enough
      const drawn = frames % (budget > LEAST && cost < DEAR ? 1 : 2) === 0;
      const end = performance.now() + (it.goal ? 4 * MOST : Math.max(budget - (drawn ? cost : 0), 2));
      if (it.goal > 0) it.catchUp(end);
      else train(end);
      const drawing = performance.now();
      if (time - since?.[0] > GLANCE) rate.set((1000 * (it.run.epochs - since[1])) / (time - since[0]));
      if (!(time - since?.[0] <= GLANCE)) since = [time, it.run.epochs];
      if (!drawn) return;
      draw();
      cost += 0.1 * (performance.now() - drawing - cost);
    },
  };
  function train(end) {
    it.remember();
    let left = pace.speed || Infinity;
    do {
      it.run.epoch();
      left -= 1;
    } while (left > 0 && performance.now() < end);
    it.note();
  }
  return pace;
}
