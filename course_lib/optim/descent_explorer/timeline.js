// Where on its paths the race is shown: play, step, back, rewind, or drag. The run itself is always the same.
import { button, h, reducedMotion, setText } from "../../widgets/ui.js";

const SECONDS = 6; // a long run takes about that long, a short one makes 8 steps a second
const JUMP = 50; // steps at once where motion is not wanted

export function timeline({ state, label, setStep }) {
  let request = null;
  let began = 0;
  let from = 0;
  const stop = () => {
    cancelAnimationFrame(request);
    request = null;
  };
  const go = (step) => {
    stop();
    setStep(step);
    show();
  };
  const tick = (time) => {
    request = requestAnimationFrame(tick);
    began ||= time;
    setStep(from + Math.floor(((time - began) * Math.max(8, state.steps / SECONDS)) / 1000));
    if (state.step >= state.steps) stop();
    show();
  };
  const play = button("Play", () => {
    from = state.step < state.steps ? state.step : 0;
    began = 0;
    if (request !== null) stop();
    else if (reducedMotion()) setStep(from + JUMP);
    else request = requestAnimationFrame(tick);
    show();
  });
  const [on, back, rewind] = [
    ["Step", 1],
    ["Back", -1],
    ["Rewind", -1e4],
  ].map(([text, by]) => button(text, () => go(state.step + by)));
  const range = h("input", {
    type: "range",
    min: 0,
    "aria-label": "Step",
    oninput: () => go(Number(range.value)),
  });
  const count = h("output", { class: "count" });
  const el = h(
    "div",
    { class: "player", role: "group", "aria-label": label, "data-control": "player" },
    play,
    on,
    back,
    rewind,
    range,
    count,
  );
  function show() {
    const { step, steps } = state;
    range.max = steps;
    range.value = step;
    setText(count, `step ${step} of ${steps}`);
    count.dataset.step = step;
    back.disabled = rewind.disabled = !step;
    on.disabled = step === steps;
    setText(play, request === null ? "Play" : "Pause");
  }
  return { el, stop, show };
}
