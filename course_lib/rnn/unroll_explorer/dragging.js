// The hand on the inputs: up and down at a step, by mouse or by key; left and right pick another step.
import { clamp, roundTo } from "../../widgets/ui.js";
import { FAR, replaced, stepsOf } from "./sequence.js";

const STEP = 0.1;

// svg: the row of inputs, `tall` px high; put(patch): a hand changes the settings; pick(t): a step is picked.
export function dragging({ svg, tall, state, put, pick }) {
  let held = null;
  const now = () => stepsOf(state.sequence);
  const give = (t, x) => {
    const value = clamp(roundTo(x, STEP), -FAR, FAR);
    if (now()[t - 1].x !== value) put({ sequence: replaced(state.sequence, t - 1, value), preset: "" });
  };
  const at = () => Math.min(state.pick, now().length);
  svg.addEventListener("pointerdown", (event) => {
    if (event.button !== 0) return;
    svg.focus({ preventScroll: true });
    svg.setPointerCapture(event.pointerId);
    const most = Math.max(1, ...now().map(({ x }) => Math.abs(x)));
    held = { y: event.clientY, x: now()[at() - 1].x, unit: tall / 2 / most }; // its column is picked by now
  });
  svg.addEventListener("pointermove", ({ clientY }) => {
    if (held && Math.abs(clientY - held.y) > 3) give(at(), held.x - (clientY - held.y) / held.unit);
  });
  for (const type of ["pointerup", "pointercancel", "lostpointercapture"])
    svg.addEventListener(type, () => {
      held = null;
    });
  svg.addEventListener("keydown", (event) => {
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    const [aside, up] = [
      { ArrowLeft: -1, ArrowRight: 1 }[event.key],
      { ArrowUp: STEP, ArrowDown: -STEP, PageUp: 1, PageDown: -1 }[event.key],
    ];
    if (!aside && !up) return;
    event.preventDefault();
    if (aside) pick(clamp(at() + aside, 1, now().length));
    else give(at(), now()[at() - 1].x + up);
  });
}
