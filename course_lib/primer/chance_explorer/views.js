// The picture of one number: bars, the density, mean and spread, and two marks to drag.
import { format, h, handle, plot, s, snapStep } from "../../widgets/ui.js";

const RUG = 150; // draws that are shown one by one below the bars

export function bars({ state, byHand }) {
  const p = plot({ label: "Histogram of the draws", xLabel: "", yLabel: "", margin: { left: 62 } });
  const marks = [0, 1].map((side) => mark(p, state, byHand, side));
  const el = h("div", { class: "view" }, p.box);
  const draw = (a) => {
    layout(p, a, state, el.clientWidth);
    p.under.replaceChildren(band(p, state), ...rug(p, a.draws), ...columns(p, a));
    p.marks.replaceChildren(...(state.curve ? [curve(p, a)] : []), ...middle(p, a));
    for (const each of marks) each.place();
  };
  return { el, draw };
}

function layout(p, a, { height, curve, source }, width) {
  let top = a.tallest;
  if (curve) for (let x = 0; x <= 10; x += 0.25) top = Math.max(top, a.curve(x));
  const step = snapStep(top, 5);
  p.layout({
    width,
    height: width < 560 ? 240 : 270,
    x: [0, 10],
    y: [0, Math.ceil((top * 1.04) / step) * step],
    xLabel: source === "waits" ? "waiting time (minutes)" : "the number drawn",
    yLabel: height === "density" ? "share ÷ width" : "share of draws",
  });
}

const columns = (p, a) =>
  [...a.heights].map((height, i) => {
    const [x0, x1] = [p.x(i * a.width), p.x((i + 1) * a.width)];
    const gap = x1 - x0 > 6 ? 1 : 0;
    return s("rect", {
      class: "column",
      "data-bar": i,
      "data-height": height,
      x: x0 + gap,
      width: Math.max(0.5, x1 - x0 - 2 * gap),
      y: p.y(height),
      height: p.y(0) - p.y(height),
    });
  });

function band(p, { between: [low, high] }) {
  const [bottom, top] = p.y.range;
  return s("rect", { class: "band", x: p.x(low), width: p.x(high) - p.x(low), y: top, height: bottom - top });
}

// The last draws one by one, the very last one longer.
function rug(p, draws) {
  const bottom = p.y.range[0];
  const last = [...draws.subarray(Math.max(0, draws.length - RUG))];
  return last.map((x, i) => {
    const newest = i === last.length - 1;
    return s("line", {
      class: newest ? "tick newest" : "tick",
      x1: p.x(x),
      x2: p.x(x),
      y1: bottom,
      y2: bottom - (newest ? 22 : 10),
    });
  });
}

const curve = (p, a) => s("path", { class: "line", "data-role": "density", d: p.path(a.curve) });

// The mean as a diamond, the spread to both sides of it, above the bars.
function middle(p, { mean, spread }) {
  const top = p.y.range[1] + 9;
  const [from, to] = [mean - spread, mean + spread].map(p.x);
  const x = p.x(mean);
  return [
    s("line", { class: "mean", x1: x, x2: x, y1: top, y2: p.y.range[0] }),
    s("path", { class: "spread", d: `M${from} ${top - 5}v10M${from} ${top}H${to}M${to} ${top - 5}v10` }),
    s("path", { class: "middle", d: `M${x} ${top - 7}l7 7l-7 7l-7-7z` }),
  ];
}

function mark(p, state, byHand, side) {
  const own = () => state.between[side];
  return handle(p, {
    label: `${side ? "Right" : "Left"} mark`,
    axis: "x",
    "data-mark": side ? "high" : "low",
    shape: s("path", { class: "grip", d: "M0 -2l8 9v8h-16v-8z" }),
    bounds: () => ({
      x: side ? [state.between[0] + 0.1, 10] : [0, state.between[1] - 0.1],
      y: [0, 0],
    }),
    step: () => ({ x: 0.1, y: 1 }),
    get: () => ({ x: own(), y: 0 }),
    set: ({ x }) => byHand({ between: state.between.map((v, i) => (i === side ? x : v)) }),
    describe: () => format(own(), 4),
  });
}
