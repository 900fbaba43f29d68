// Play, Step, Back and Rewind: the number of characters that are written is a setting, so a link brings them back.
import { button, h, reducedMotion, setText } from "../../widgets/ui.js";
import { pace } from "./pace.js";

const JUMP = 50; // characters, at once where nothing should move

// state.steps goes on to `most` at state.speed characters a second, or, at 0, by as many a frame as there is time for;
// write(enough): how many are written when enough() says so. hurries(): as fast as it goes, now.
export function pen({ state, set, write, most, label }) {
  let request = null;
  const its = pace();
  const go = (to) => set({ steps: Math.min(most, Math.max(0, to)) });
  const hurries = () => request && !state.speed;
  const stop = () => {
    cancelAnimationFrame(request);
    request = null;
  };
  const tick = (time) => {
    const due = its.frame(time, state.steps, state.speed);
    const end = performance.now() + its.room;
    go(state.speed ? state.steps + due : write(() => performance.now() >= end));
    request = requestAnimationFrame(tick); // after its picture, which the next frame begins with
    if (state.steps >= most) stop();
  };
  const run = () => {
    if (request !== null) stop();
    else if (reducedMotion()) go(state.steps + JUMP);
    else {
      its.begin();
      request = requestAnimationFrame(tick);
    }
    draw();
  };
  const by = (to) => {
    stop();
    go(to);
  };
  const play = button("Play", run, { class: "primary" });
  const step = button("Step", () => by(state.steps + 1));
  const back = button("Back", () => by(state.steps - 1));
  const rewind = button("Rewind", () => by(0));
  const count = h("output", { class: "count" });
  const el = h(
    "div",
    { class: "control player", role: "group", "aria-label": label, "data-control": "player" },
    [play, step, back, rewind, count],
  );
  function draw() {
    const fast = hurries() && its.rate;
    setText(play, request === null ? "Play" : "Pause");
    play.setAttribute("aria-pressed", request !== null);
    play.disabled = step.disabled = state.steps >= most;
    back.disabled = rewind.disabled = state.steps === 0;
    setText(count, `written ${state.steps}${fast ? `, ${Math.round(its.rate)} a second` : ""}`);
    count.dataset.step = state.steps;
  }
  return { el, draw, stop, hurries };
}
