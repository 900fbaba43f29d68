// Play, Step, Back and Rewind: the number of characters that are written is a setting, so a link brings them back.
import { button, h, reducedMotion, setText } from "../../widgets/ui.js";

const [MOST, JUMP] = [400, 50]; // characters; at once where nothing should move

// state.steps; set(patch): goes on, a character a frame.
export function pen({ state, set, label }) {
  let request = null;
  const go = (to) => set({ steps: Math.min(MOST, Math.max(0, to)) });
  const stop = () => {
    cancelAnimationFrame(request);
    request = null;
  };
  const tick = () => {
    request = requestAnimationFrame(tick);
    go(state.steps + 1);
    if (state.steps >= MOST) stop();
    draw();
  };
  const run = () => {
    if (request !== null) stop();
    else if (reducedMotion()) go(state.steps + JUMP);
    else request = requestAnimationFrame(tick);
    draw();
  };
  const by = (to) => {
    stop();
    go(to());
    draw();
  };
  const play = button("Play", run, { class: "primary" });
  const step = button("Step", () => by(() => state.steps + 1));
  const back = button("Back", () => by(() => state.steps - 1));
  const rewind = button("Rewind", () => by(() => 0));
  const count = h("output", { class: "count" });
  const el = h("div", {
    class: "control player",
    role: "group",
    "aria-label": label,
    "data-control": "player",
  });
  el.append(play, step, back, rewind, count);
  function draw() {
    setText(play, request === null ? "Play" : "Pause");
    play.setAttribute("aria-pressed", request !== null);
    play.disabled = step.disabled = state.steps >= MOST;
    back.disabled = rewind.disabled = state.steps === 0;
    setText(count, `written ${state.steps}`);
    count.dataset.step = state.steps;
  }
  return { el, draw, stop };
}
