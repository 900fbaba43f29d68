// A plot with two linear axes, drawn at the real width of its place so that type keeps its size.
import { h, s, uid } from "./dom.js";
import { format, linear, ticks } from "./scales.js";

// layers, back to front: grid, under, marks, handles
export function plot({ label, xLabel, yLabel, margin = {} }) {
  const m = { top: 12, right: 12, bottom: 40, left: 44, ...margin };
  const { clip, ...layers } = layersOf();
  const svg = s("svg", { class: "plot", role: "group", "aria-label": label }, ...Object.values(layers));
  const { under, marks, handles } = layers;
  const p = {
    box: h("div", { class: "plot-box" }, svg),
    svg,
    under,
    marks,
    handles,
    margin: m,
    xLabel,
    yLabel,
  };
  let drawn = "";

  // Returns true when the axes changed and marks must be placed anew.
  // `names` labels the rows 0, 1, … of the y axis in place of numbers.
  p.layout = ({
    width: wanted,
    height: tall,
    x,
    y,
    names,
    left: l = m.left,
    xLabel: xl = xLabel,
    yLabel: yl = yLabel,
  }) => {
    // a hidden tab has no width at all, and a height that comes from it is none either
    const [width, height] = [Math.max(wanted, l + m.right + 20), Math.max(tall, m.top + m.bottom + 20)];
    const key = JSON.stringify([width, height, x, y, names, l, xl, yl]);
    if (key === drawn) return false;
    drawn = key;
    const [left, right, top, bottom] = [l, width - m.right, m.top, height - m.bottom];
    Object.assign(p, { width, height, x: linear(x, [left, right]), y: linear(y, [bottom, top]) });
    setAll(svg, { width, height, viewBox: `0 0 ${width} ${height}` });
    setAll(clip, { x: left, y: top, width: right - left, height: bottom - top });
    layers.grid.replaceChildren(...grid(p, names), ...texts(p, names, xl, yl));
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

function setAll(el, props) {
  for (const [name, v] of Object.entries(props)) el.setAttribute(name, v);
}

function layersOf() {
  const id = uid("clip");
  const clip = s("rect", {});
  const layer = (name, props) => s("g", { class: name, ...props });
  const inside = { "aria-hidden": "true", "clip-path": `url(#${id})` };
  return {
    clip,
    defs: s("defs", {}, s("clipPath", { id }, clip)),
    grid: layer("grid", { "aria-hidden": "true" }),
    under: layer("under", inside),
    marks: layer("marks", inside),
    handles: layer("handles"),
  };
}

// Where the ticks are, as many as have room for their labels; a plot with named rows has none on its y axis.
const ticksOf = ({ x, y, width, height }, names) => [
  roomy(x, Math.max(2, Math.round(width / 90))),
  names ? [] : ticks(y.domain, Math.max(2, Math.round(height / 60))),
];

const LETTER = 7.5; // px
function roomy(x, n) {
  const all = ticks(x.domain, n);
  const widest = Math.max(...all.map((v) => format(v).length)) * LETTER + 8;
  return n < 2 || all.length < 2 || x(all[1]) - x(all[0]) > widest ? all : roomy(x, n - 1);
}

function grid(p, names) {
  const [left, right] = p.x.range;
  const [bottom, top] = p.y.range;
  const upright = (v, look) => s("line", { ...look, x1: p.x(v), x2: p.x(v), y1: top, y2: bottom });
  const level = (v, look) => s("line", { ...look, x1: left, x2: right, y1: p.y(v), y2: p.y(v) });
  const [xt, yt] = ticksOf(p, names);
  const crosses = ({ domain: [low, high] }) => low < 0 && 0 < high;
  const zero = { class: "zero" };
  return [
    ...xt.map((v) => upright(v)),
    ...yt.map((v) => level(v)),
    ...(crosses(p.x) ? [upright(0, zero)] : []),
    ...(crosses(p.y) ? [level(0, zero)] : []),
  ];
}

function texts(p, names, xLabel, yLabel) {
  const [left, right] = p.x.range;
  const [bottom, top] = p.y.range;
  const [xt, yt] = ticksOf(p, names);
  const beside = { x: left - 7, "text-anchor": "end" };
  const axis = { class: "axis", "text-anchor": "middle" };
  return [
    ...xt.map((v) => s("text", { x: p.x(v), y: bottom + 17, "text-anchor": "middle" }, format(v))),
    ...(names ?? []).map((name, i) => s("text", { class: "strong", y: p.y(i) + 4, ...beside }, name)),
    ...yt.map((v) => s("text", { y: p.y(v) + 4, ...beside }, format(v))),
    s("text", { ...axis, x: (left + right) / 2, y: p.height - 4 }, xLabel),
    s("text", { ...axis, transform: `translate(12 ${(top + bottom) / 2}) rotate(-90)` }, yLabel),
  ];
}
