// A plot with two linear axes, drawn at the real width of its place so that type keeps its size.
import { h, s, uid } from "./dom.js";
import { format, linear, ticks } from "./scales.js";

// layers, back to front: grid, under, marks, handles
export function plot({ label, xLabel, yLabel, margin = {} }) {
  const m = { top: 12, right: 12, bottom: 40, left: 44, ...margin };
  const clipId = uid("clip");
  const clip = s("rect", {});
  const layer = (name, props) => s("g", { class: name, ...props });
  const grid = layer("grid", { "aria-hidden": "true" });
  const under = layer("under", { "aria-hidden": "true", "clip-path": `url(#${clipId})` });
  const marks = layer("marks", { "aria-hidden": "true", "clip-path": `url(#${clipId})` });
  const handles = layer("handles");
  const svg = s(
    "svg",
    { class: "plot", role: "group", "aria-label": label },
    s("defs", {}, s("clipPath", { id: clipId }, clip)),
    grid,
    under,
    marks,
    handles,
  );
  const box = h("div", { class: "plot-box" }, svg);
  const p = { box, svg, under, marks, handles, margin: m, xLabel, yLabel };
  let drawn = "";

  // Returns true when the axes changed and marks must be placed anew.
  // `names` labels the rows 0, 1, … of the y axis in place of numbers.
  p.layout = ({ width: wanted, height, x, y, names, xLabel: xl = xLabel, yLabel: yl = yLabel }) => {
    const width = Math.max(wanted, m.left + m.right + 20); // a hidden tab has no width at all
    const key = JSON.stringify([width, height, x, y, names, xl, yl]);
    if (key === drawn) return false;
    drawn = key;
    Object.assign(p, {
      width,
      height,
      x: linear(x, [m.left, width - m.right]),
      y: linear(y, [height - m.bottom, m.top]),
    });
    const [left, right, top, bottom] = [m.left, width - m.right, m.top, height - m.bottom];
    for (const [k, v] of Object.entries({ width, height, viewBox: `0 0 ${width} ${height}` }))
      svg.setAttribute(k, v);
    for (const [k, v] of Object.entries({ x: left, y: top, width: right - left, height: bottom - top }))
      clip.setAttribute(k, v);
    const xt = ticks(x, Math.max(2, Math.round(width / 90)));
    const yt = names ? [] : ticks(y, Math.max(2, Math.round(height / 60)));
    grid.replaceChildren(
      ...xt.map((v) => s("line", { x1: p.x(v), x2: p.x(v), y1: top, y2: bottom })),
      ...yt.map((v) => s("line", { x1: left, x2: right, y1: p.y(v), y2: p.y(v) })),
      ...[
        [0, x, p.x],
        [0, y, p.y],
      ]
        .map(
          ([v, [lo, hi], scale], i) =>
            v > lo &&
            v < hi &&
            s("line", {
              class: "zero",
              ...(i
                ? { x1: left, x2: right, y1: scale(v), y2: scale(v) }
                : { x1: scale(v), x2: scale(v), y1: top, y2: bottom }),
            }),
        )
        .filter(Boolean),
      ...xt.map((v) => s("text", { x: p.x(v), y: bottom + 17, "text-anchor": "middle" }, format(v))),
      ...(names ?? []).map((name, i) =>
        s("text", { class: "strong", x: left - 7, y: p.y(i) + 4, "text-anchor": "end" }, name),
      ),
      ...yt.map((v) => s("text", { x: left - 7, y: p.y(v) + 4, "text-anchor": "end" }, format(v))),
      s("text", { class: "axis", x: (left + right) / 2, y: height - 4, "text-anchor": "middle" }, xl),
      s(
        "text",
        {
          class: "axis",
          "text-anchor": "middle",
          transform: `translate(12 ${(top + bottom) / 2}) rotate(-90)`,
        },
        yl,
      ),
    );
    return true;
  };

  // "M x y L x y …" for a function sampled once a pixel or two.
  p.path = (f, step = 2) => {
    const [r0, r1] = p.x.range;
    const points = [];
    for (let px = r0; px < r1; px += step) points.push(px);
    points.push(r1);
    return points
      .map((px, i) => `${i ? "L" : "M"}${px.toFixed(1)} ${p.y(f(p.x.invert(px))).toFixed(2)}`)
      .join("");
  };
  return p;
}
