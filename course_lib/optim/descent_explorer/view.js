// What both plots of the descent explorer share: the racers' lines and markers, and presses.
import { clamp, s } from "../../widgets/ui.js";
import { trace } from "./marks.js";

export const show = (el, on) => el.toggleAttribute("hidden", !on);

// Writes only what differs, numbers as whole tenths.
export function put(el, props) {
  for (const [name, v] of Object.entries(props)) {
    const text = v.toFixed?.(1) ?? v;
    if (el.getAttribute(name) !== text) el.setAttribute(name, text);
  }
}

// Far beyond the picture is as good as just beyond it.
export const shift = (at) => `translate(${at.map((v) => clamp(v, -999, 9999).toFixed(1))})`;

// The legend's sample: a racer's line and marker.
export const sample = (name, shapes) =>
  s(
    "svg",
    { class: "sample", viewBox: "0 -9 46 18", "aria-hidden": "true", "data-role": name },
    s("path", { class: "line", d: "M0 0h24" }),
    s("path", { class: "marker", d: shapes[name], transform: "translate(36)" }),
  );

const CONTROL = { ahead: "future" };

// Each racer on a plot: its whole run, faint; up to now, a solid line and a dot for every step that is long enough
// to be seen; and where it is. at(point, t) → [x, y] in pixels.
export function tracks(view, names, shapes) {
  const lanes = ["ahead", "line", "dots", "marker"].map((kind) =>
    names.map((name) =>
      s("path", { class: kind, "data-role": name, d: shapes[name], "data-control": CONTROL[kind] }),
    ),
  );
  view.marks.append(...lanes.flat());
  let [known, all, scale] = [];
  return (paths, stands, at) =>
    names.forEach((name, i) => {
      if (paths !== known || view.y !== scale) all = names.map((key) => (paths[key] ?? []).map(at));
      [known, scale] = [paths, view.y];
      const { t, gone = true } = stands[name] ?? {};
      const points = all[i];
      const past = points.slice(0, t + 1);
      [points, past, past].forEach((some, k) => put(lanes[k][i], { d: trace(some, k > 1 && 6) }));
      show(lanes[3][i], !gone);
      if (!gone) put(lanes[3][i], { transform: shift(points[t]) });
    });
}

// act([x, y]) where the plot is pressed and dragged. A finger that may want to scroll must tap, or begin on a handle.
export function onPress(view, act) {
  const listen = ({ type, pointerType, pointerId, target, buttons, clientX, clientY }) => {
    if (type !== "click" && (buttons !== 1 || (pointerType !== "mouse" && !target.closest(".handle"))))
      return;
    const { left, top } = view.svg.getBoundingClientRect();
    const inside = (p, { range: [a, b] }) => clamp(p, Math.min(a, b), Math.max(a, b));
    const at = [
      [clientX - left, view.x],
      [clientY - top, view.y],
    ];
    if (type !== "pointermove" && at.some(([p, scale]) => p !== inside(p, scale))) return;
    if (type === "pointerdown") view.svg.setPointerCapture(pointerId);
    act(at.map(([p, scale]) => scale.invert(inside(p, scale))));
  };
  for (const type of ["pointerdown", "pointermove", "click"]) view.svg.addEventListener(type, listen);
}
