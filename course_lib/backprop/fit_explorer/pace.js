// Sixty steps a second while there is something to learn, and rest when there is not; out of sight it waits.
import { reducedMotion } from "../../widgets/ui.js";

const ENOUGH = 2e-4; // of the loss: the eye hardly sees what is left
const LONG = 400; // steps after which a loss that hardly fell will not fall any more
const SLOWER = 0.98;
const [BEAT, MOST] = [1000 / 60, 6]; // ms a step; steps in one frame, where frames are late
export const JUMP = 400; // steps at once, without motion

// it(): the run; draw(); rest(): nothing more to learn for now
export function pace({ el, it, draw, rest }) {
  let wanted = false;
  let request = null;
  let seen = true;
  let last = 0; // time of the last frame
  let due = 0; // steps since
  let before = [0, Infinity]; // step and loss of the last look back
  const stop = () => {
    cancelAnimationFrame(request);
    request = null;
  };
  const learned = () => {
    const [now, loss] = [it().steps(), it().loss()];
    if (loss < ENOUGH || !Number.isFinite(loss)) return true;
    if (now - before[0] < LONG) return false;
    const slow = loss > SLOWER * before[1];
    before = [now, loss];
    return slow;
  };
  const frame = (time) => {
    request = requestAnimationFrame(frame);
    due = Math.min(due + (time - last) / BEAT, MOST);
    last = time;
    for (; due >= 1; due -= 1) it().step();
    draw();
    if (!learned()) return;
    stop();
    rest();
  };
  const wake = () => {
    before = [it().steps(), Infinity];
    if (wanted && seen) request ??= requestAnimationFrame(frame);
  };
  const play = () => {
    if (reducedMotion()) {
      for (let i = 0; i < JUMP; i += 1) it().step();
      rest();
    } else {
      wanted = true;
      wake();
    }
    draw();
  };
  const pause = () => {
    wanted = false;
    stop();
    draw();
  };
  const sight = new IntersectionObserver(([{ isIntersecting }]) => {
    seen = isIntersecting;
    if (seen) wake();
    else stop();
  });
  sight.observe(el);
  const end = () => {
    wanted = false;
    stop();
    sight.disconnect();
  };
  return { wake, play, pause, playing: () => wanted, moving: () => request !== null, end };
}
