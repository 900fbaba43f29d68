// A number to take hold of: drag it up or to the right for more, down or to the left for less; or use the arrow keys.
import { clamp, format, roundTo, s, setText } from "../../widgets/ui.js";

const STEP = 0.1;
const PIXELS = 4; // of a drag for one step
const KEYS = { ArrowUp: 1, ArrowRight: 1, ArrowDown: -1, ArrowLeft: -1, PageUp: 10, PageDown: -10 };
const [WIDE, HIGH] = [44, 26];

export function scrub({ label, least, most, get, set, ...data }) {
  const text = s("text", { class: "strong", "text-anchor": "middle", y: 4.5 });
  const el = s(
    "g",
    {
      class: "scrub",
      role: "slider",
      tabindex: 0,
      "aria-label": label,
      "aria-valuemin": least,
      "aria-valuemax": most,
      ...data,
    },
    s("rect", { x: -WIDE / 2, y: -HIGH / 2, width: WIDE, height: HIGH, rx: 7 }),
    text,
  );
  const put = (value) => set(clamp(roundTo(value, STEP), least, most));
  listen(el, get, put, { least, most });
  const place = (x, y) => {
    el.setAttribute("transform", `translate(${x} ${y})`);
    el.setAttribute("aria-valuenow", get());
    el.setAttribute("aria-valuetext", format(get()));
    setText(text, format(get()));
  };
  return { el, place };
}

function listen(el, get, put, { least, most }) {
  let held = null;
  el.addEventListener("pointerdown", (event) => {
    if (event.button !== 0) return;
    event.preventDefault();
    el.focus({ preventScroll: true });
    el.setPointerCapture(event.pointerId);
    el.classList.add("held");
    held = { x: event.clientX, y: event.clientY, value: get() };
  });
  el.addEventListener("pointermove", (event) => {
    if (!held) return;
    const moved = event.clientX - held.x - (event.clientY - held.y);
    put(held.value + STEP * Math.round(moved / PIXELS));
  });
  const release = () => {
    held = null;
    el.classList.remove("held");
  };
  el.addEventListener("pointerup", release);
  el.addEventListener("pointercancel", release);
  el.addEventListener("keydown", (event) => {
    const { key, shiftKey, altKey, ctrlKey, metaKey } = event;
    if (altKey || ctrlKey || metaKey) return;
    const ends = { Home: least, End: most };
    const to = key in ends ? ends[key] : KEYS[key] && get() + STEP * KEYS[key] * (shiftKey ? 10 : 1);
    if (to === undefined) return;
    event.preventDefault();
    put(to);
  });
}
