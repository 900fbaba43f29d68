// One curve in a plot: the point, the second point a step away, the line through both, the tangent.
import { plot, s } from "../../widgets/ui.js";

export const REACH = 2;

export function graph({ label, xLabel, yLabel }) {
  const p = plot({ label, xLabel, yLabel, margin: { left: 50, bottom: 38, top: 8, right: 10 } });

  // f over [from, to]; x the place, slope that of the tangent, h the step of the secant or null for none
  const draw = ({ width, height, f, from, to, x, slope, h, role, names = {} }) => {
    const heights = Array.from({ length: 81 }, (_, i) => f(from + ((to - from) * i) / 80));
    const [low, high] = [Math.min(...heights), Math.max(...heights)];
    const air = (high - low || 1) * 0.12;
    p.layout({ width, height, x: [from, to], y: [low - air, high + air], ...names });
    const y = f(x);
    p.under.replaceChildren(s("path", { class: "curve", d: p.path(f) }));
    p.marks.replaceChildren(
      ...(h === null ? [] : secant(p, f, x, h)),
      straight(p, "tangent", x, y, slope, role),
      s("circle", { class: "here", cx: p.x(x), cy: p.y(y), r: 6 }),
    );
  };
  return { ...p, p, draw };
}

// A line with a slope through a point, across the whole plot.
function straight(p, look, x, y, slope, role) {
  const [x0, x1] = p.x.domain;
  const at = (v) => `${p.x(v)} ${p.y(y + slope * (v - x))}`;
  return s("path", { class: look, "data-role": role, d: `M${at(x0)}L${at(x1)}` });
}

// The step to the right, the gain in height, and the line through both points.
function secant(p, f, x, h) {
  const [a, b] = [f(x), f(x + h)];
  return [
    s("path", { class: "stairs", d: `M${p.x(x)} ${p.y(a)}H${p.x(x + h)}V${p.y(b)}` }),
    straight(p, "secant", x, a, (b - a) / h),
    s("circle", { class: "there", cx: p.x(x + h), cy: p.y(b), r: 4 }),
  ];
}
