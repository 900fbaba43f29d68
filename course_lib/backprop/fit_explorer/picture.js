// The picture: points to drag, the curve with the trail that it leaves, how wrong it is at each point, and the loss.
import { format, h, handle, plot, s } from "../../widgets/ui.js";

const PLACES = 181; // of the curve
const TRAIL = 5; // curves behind the curve
const EVERY = 8; // steps between two of them
const SHOWN = 300; // losses in the strip
const [LOW, HIGH] = [1e-4, 0.5]; // of the strip, in powers of ten
const X = Float64Array.from({ length: PLACES }, (_, i) => -6 + (12 * i) / (PLACES - 1));

// points(): as they stand; move(i, point)
export function picture({ words, points, move, touched }) {
  const p = plot({
    label: words.plot,
    xLabel: "",
    yLabel: "",
    margin: { top: 6, right: 0, bottom: 6, left: 0 },
  });
  const curves = Array.from({ length: TRAIL + 1 }, (_, k) =>
    s("path", { class: k === TRAIL ? "curve" : "curve gone", style: `opacity: ${(k + 1) / (TRAIL + 1)}` }),
  );
  const misses = s("path", { class: "misses" });
  p.under.append(...curves.slice(0, -1));
  p.marks.append(misses, curves[TRAIL]);
  let handles = [];
  let trail = [];
  let kept = 0; // step of the last curve in it
  const said = { curve: [] };

  function grips() {
    for (const one of handles) one.remove();
    handles = points().map((_, i) =>
      handle(p, {
        label: words.point.replace("{number}", i + 1).replace("{count}", points().length),
        shape: s("circle", { class: "dot", r: 8 }),
        get: () => ({ x: points()[i][0], y: points()[i][1] }),
        set: ({ x, y }) => move(i, [x, y]),
        bounds: () => ({ x: [-6, 6], y: [-1, 1] }),
        step: () => ({ x: 0.1, y: 0.01 }),
        describe: () =>
          words.at.replace("{y}", format(points()[i][1])).replace("{curve}", format(said.curve[i] ?? 0)),
        onfocus: touched,
      }),
    );
  }
  const path = (ys) =>
    ys.map((y, i) => `${i ? "L" : "M"}${p.x(X[i]).toFixed(1)} ${p.y(y).toFixed(1)}`).join("");
  const forget = () => {
    trail = [];
  };
  function draw(run, width) {
    p.layout({ width, height: Math.round(Math.min(270, 0.44 * width + 60)), x: [-6, 6], y: [-1.1, 1.1] });
    if (handles.length !== points().length) grips();
    const now = Array.from(run.at(X, PLACES));
    if (run.steps() === 0) forget();
    if (run.steps() - kept >= EVERY || !trail.length) {
      trail = [...trail, now].slice(-TRAIL);
      kept = run.steps();
    }
    curves.forEach((curve, k) => {
      const ys = k === TRAIL ? now : trail[k - TRAIL + trail.length];
      curve.setAttribute("d", ys ? path(ys) : "");
    });
    said.curve = run.says();
    const bar = ([x, y], i) => `M${p.x(x).toFixed(1)} ${p.y(y).toFixed(1)}V${p.y(said.curve[i]).toFixed(1)}`;
    misses.setAttribute("d", points().map(bar).join(""));
    for (const one of handles) one.place();
  }
  return { el: p.box, draw, forget };
}

// The losses of the last steps, falling and jumping, on a strip.
export function strip(words) {
  const [line, below] = [s("path", { class: "losses" }), s("path", { class: "below" })];
  const svg = s(
    "svg",
    {
      class: "strip",
      role: "img",
      "aria-label": words.trail,
      viewBox: `0 0 ${SHOWN} 40`,
      preserveAspectRatio: "none",
    },
    below,
    line,
  );
  let losses = [];
  const height = (loss) => {
    const t = Math.log(Math.min(Math.max(loss, LOW), HIGH) / LOW) / Math.log(HIGH / LOW);
    return (38 - 36 * t).toFixed(1);
  };
  const add = (loss) => {
    losses = [...losses, loss].slice(-SHOWN);
    const path = losses.map((v, i) => `${i ? "L" : "M"}${i} ${height(v)}`).join("");
    line.setAttribute("d", path);
    below.setAttribute("d", `${path}V40H0Z`);
  };
  const forget = () => {
    losses = [];
  };
  return { el: h("div", { class: "trail" }, svg), add, forget };
}
