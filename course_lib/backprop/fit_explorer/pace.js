// Sixty steps a second while there is something to learn, and rest when there is not; out of sight it waits.
import { reducedMotion } from "../../widgets/ui.js";
import { watch } from "./rest.js";

const [BEAT, MOST] = [1000 / 60, 6]; // ms a step; steps in one frame, where frames are late
export const JUMP = 400; // steps at once, without motion

// it(): the run; draw(); rest(): nothing more to learn for now
export function pace({ el, it, draw, rest }) {
  let wanted = false;
  let request = null;
  let seen = true;
  let last = 0; // time of the last frame
  let due = 0; // steps since
  let learned = watch(0);
  const stop = () => {
    cancelAnimationFrame(request);
    request = null;
  };
  const frame = (time) => {
    request = requestAnimationFrame(frame);
    due = Math.min(due + (time - last) / BEAT, MOST);
    last = time;
    for (; due >= 1; due -= 1) it().step();
    draw();
    if (!learned(it().steps(), it().loss())) return;
    stop();
    rest();
  };
  const wake = () => {
    learned = watch(it().steps());
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
  const sight = new IntersectionObserver((entries) => {
    seen = entries.at(-1).isIntersecting; // of several moments in one call, the last
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
