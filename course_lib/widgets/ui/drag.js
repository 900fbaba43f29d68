// Things to take hold of: by mouse, finger, pen or arrow keys.
import { s } from "./dom.js";
import { clamp, roundTo } from "./scales.js";

const KEYS = {
  ArrowUp: [0, 1],
  ArrowDown: [0, -1],
  ArrowRight: [1, 0],
  ArrowLeft: [-1, 0],
  PageUp: [0, 10],
  PageDown: [0, -10],
};
const REACH = 26; // px: the nearest handle in reach answers the finger, so neighbors may overlap

// get() → {x, y}; set({x, y}); bounds() → {x: [lo, hi], y: [lo, hi]}; step() → {x, y}; describe() → words.
// axis "y" keeps x; on that axis left and right mean down and up, as on any slider.
export function handle(plot, how) {
  const { label, shape, axis = "xy", get, set, bounds, step, describe, onfocus, ondelete, ...data } = how;
  const el = s(
    "g",
    {
      class: "handle",
      role: "slider",
      tabindex: 0,
      "aria-label": label,
      "aria-orientation": "vertical",
      ...data,
    },
    s("circle", { class: "reach", r: 22 }),
    s("circle", { class: "halo", r: 13 }),
    shape,
  );
  const put = ({ x, y }) => {
    const [b, u, old] = [bounds(), step(), get()];
    set({
      x: axis === "y" ? old.x : clamp(roundTo(x, u.x), ...b.x),
      y: axis === "x" ? old.y : clamp(roundTo(y, u.y), ...b.y),
    });
  };
  const place = () => {
    const { x, y } = get();
    const b = bounds();
    const [now, [least, most]] = axis === "x" ? [x, b.x] : [y, b.y];
    el.setAttribute("transform", `translate(${plot.x(x).toFixed(2)} ${plot.y(y).toFixed(2)})`);
    el.setAttribute("aria-valuenow", now);
    el.setAttribute("aria-valuemin", least);
    el.setAttribute("aria-valuemax", most);
    el.setAttribute("aria-valuetext", describe());
  };
  el.addEventListener("keydown", (event) => {
    const removes = (event.key === "Delete" || event.key === "Backspace") && ondelete;
    const there = removes ? null : aim(event, { axis, get, bounds, step });
    if (removes || there) event.preventDefault();
    if (removes) ondelete();
    else if (there) put(there);
  });
  el.addEventListener("focus", () => onfocus?.());

  const item = { el, get, put, place };
  plot.handleItems ??= listen(plot);
  plot.handleItems.add(item);
  plot.handles.append(el);
  item.remove = () => {
    plot.handleItems.delete(item);
    el.remove();
  };
  return item;
}

// Where a key leads, {x, y}; undefined for a key that is not ours. Shift goes ten steps at once.
function aim({ key, shiftKey, altKey, ctrlKey, metaKey }, { axis, get, bounds, step }) {
  const b = bounds();
  const { x, y } = get();
  if (key === "Home" || key === "End") {
    const i = key === "Home" ? 0 : 1;
    return { x: axis === "x" ? b.x[i] : x, y: b.y[i] };
  }
  if (!KEYS[key] || altKey || ctrlKey || metaKey) return undefined;
  let [dx, dy] = KEYS[key];
  if (axis === "y") [dx, dy] = [0, dx + dy];
  if (axis === "x") [dx, dy] = [dx + dy, 0];
  const times = shiftKey ? 10 : 1;
  const u = step();
  return { x: x + dx * times * u.x, y: y + dy * times * u.y };
}

// One listener a plot: a press takes the nearest handle, wherever their discs overlap.
function listen(plot) {
  const items = new Set();
  let held = null;
  const at = (event) => {
    const r = plot.svg.getBoundingClientRect();
    return [event.clientX - r.left, event.clientY - r.top];
  };
  plot.svg.addEventListener("pointerdown", (event) => {
    if (event.button !== 0) return;
    const [px, py] = at(event);
    const near = [...items]
      .map((item) => {
        const { x, y } = item.get();
        return { item, dx: plot.x(x) - px, dy: plot.y(y) - py };
      })
      .map((o) => ({ ...o, d: Math.hypot(o.dx, o.dy) }))
      .filter((o) => o.d <= REACH)
      .sort((a, b) => a.d - b.d)[0];
    if (!near) return;
    event.preventDefault();
    held = near;
    near.item.el.focus({ preventScroll: true });
    near.item.el.classList.add("held");
    plot.svg.setPointerCapture(event.pointerId);
  });
  plot.svg.addEventListener("pointermove", (event) => {
    if (!held) return;
    const [px, py] = at(event);
    held.item.put({ x: plot.x.invert(px + held.dx), y: plot.y.invert(py + held.dy) });
  });
  const release = () => {
    held?.item.el.classList.remove("held");
    held = null;
  };
  plot.svg.addEventListener("pointerup", release);
  plot.svg.addEventListener("pointercancel", release);
  return items;
}
