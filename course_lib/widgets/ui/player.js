// Step, play, back and reset over a run that is the same each time.
import { button } from "./controls.js";
import { h, setText } from "./dom.js";
import { reducedMotion } from "./theme.js";

// step() goes on and returns false at the end; capture() → state; restore(state).
// `unit` is the word before the number of steps. With reduced motion, "play" jumps `jump` steps at once.
export function player({ label, step, capture, restore, rate = 20, jump = 50, limit = 2000, unit = "step" }) {
  let trail = [];
  let request = null;
  let last = 0;
  const count = h("output", { class: "count" });
  const show = () => {
    setText(count, `${unit} ${trail.length}`);
    count.dataset.step = trail.length;
    back.disabled = rewind.disabled = trail.length === 0;
    setText(play, request === null ? "Play" : "Pause");
    play.setAttribute("aria-pressed", request !== null);
  };
  const forward = () => {
    const before = capture();
    if (trail.length >= limit || step() === false) {
      stop();
      return false;
    }
    trail.push(before);
    return true;
  };
  const stop = () => {
    cancelAnimationFrame(request);
    request = null;
  };
  const tick = (time) => {
    request = requestAnimationFrame(tick);
    if (time - last >= 1000 / rate) {
      last = time;
      forward();
    }
    show();
  };
  const run = () => {
    if (request !== null) stop();
    else if (reducedMotion()) for (let i = 0; i < jump && forward(); i += 1);
    else request = requestAnimationFrame(tick);
    show();
  };
  const undo = (all) => {
    stop();
    if (trail.length) restore(all ? trail[0] : trail.at(-1));
    trail = all ? [] : trail.slice(0, -1);
    show();
  };
  const play = button("Play", run);
  const back = button("Back", () => undo(false));
  const rewind = button("Rewind", () => undo(true));
  const el = h(
    "div",
    { class: "control player", role: "group", "aria-label": label },
    play,
    button("Step", () => {
      stop();
      forward();
      show();
    }),
    back,
    rewind,
    count,
  );
  show();
  // forget(): the run no longer applies, as when the learner moved something by hand.
  return {
    el,
    stop,
    forget: () => {
      stop();
      trail = [];
      show();
    },
  };
}
