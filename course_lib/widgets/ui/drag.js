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
const REACH = 26; // px: the nearest handle in reach answers the finger, so neighbours may overlap

// get() → {x, y}; set({x, y}); bounds() → {x: [lo, hi], y: [lo, hi]}; step() → {x, y}; describe() → words.
// axis "y" keeps x; on that axis left and right mean down and up, as on any slider.
export function handle(
  plot,
  { label, shape, axis = "xy", get, set, bounds, step, describe, onfocus, ondelete, ...data },
) {
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
  const axisNow = () => (typeof axis === "function" ? axis() : axis);

  const put = ({ x, y }) => {
    const b = bounds();
    const u = step();
    const old = get();
    set({
      x: axisNow() === "y" ? old.x : clamp(roundTo(x, u.x), ...b.x),
      y: axisNow() === "x" ? old.y : clamp(roundTo(y, u.y), ...b.y),
    });
  };

  const place = () => {
    const { x, y } = get();
    const b = bounds();
    const one = axisNow() === "x" ? [x, b.x] : [y, b.y];
    el.setAttribute("transform", `translate(${plot.x(x).toFixed(2)} ${plot.y(y).toFixed(2)})`);
    el.setAttribute("aria-valuenow", one[0]);
    el.setAttribute("aria-valuemin", one[1][0]);
    el.setAttribute("aria-valuemax", one[1][1]);
    el.setAttribute("aria-valuetext", describe());
  };

  el.addEventListener("keydown", (event) => {
    if ((event.key === "Delete" || event.key === "Backspace") && ondelete) {
      event.preventDefault();
      ondelete();
      return;
    }
    const b = bounds();
    if (event.key === "Home" || event.key === "End") {
      event.preventDefault();
      const i = event.key === "Home" ? 0 : 1;
      put({ x: axisNow() === "x" ? b.x[i] : get().x, y: b.y[i] });
      return;
    }
    if (!KEYS[event.key] || event.altKey || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    let [dx, dy] = KEYS[event.key];
    if (axisNow() === "y") [dx, dy] = [0, dx + dy];
    if (axisNow() === "x") [dx, dy] = [dx + dy, 0];
    const times = event.shiftKey ? 10 : 1;
    const u = step();
    const { x, y } = get();
    put({ x: x + dx * times * u.x, y: y + dy * times * u.y });
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
