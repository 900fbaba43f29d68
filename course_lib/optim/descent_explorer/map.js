// The surface from above: lines of equal height, the race, the start to take hold of, the arrows of one racer.
import { clamp, format, h, plot, roundTo, s, snapStep } from "../../widgets/ui.js";
import { heights, isolines } from "./contours.js";
import { picture } from "./marks.js";
import { onPress, put, shift, show, tracks } from "./view.js";

const CELL = 2; // px of the lattice
const LINES = 12;
const LONGEST = 54; // px of the longest arrow
const ASPECT = 1.2;
const KEYS = { ArrowUp: [0, 1], ArrowDown: [0, -1], ArrowRight: [1, 0], ArrowLeft: [-1, 0] };
const LEFT = 54; // px, as in the style sheet

export function descentMap({ state, names, words, moveStart }) {
  const view = plot({ label: words.map, margin: { left: LEFT } });
  const canvas = h("canvas", { "aria-hidden": "true" });
  view.box.prepend(canvas);
  view.box.classList.add("map");
  const drawTracks = tracks(view, names, words.shapes);
  const arrows = arrowsOf(words.memory);
  view.marks.append(arrows.el);
  const start = startOf(view, state, words.start, moveStart);
  view.handles.append(start.el);
  const pixel = ([x, y]) => [view.x(x), view.y(y)];

  let drawn = "";
  // Returns the height; the ground is drawn anew only when another surface or size wants it.
  function layout(width, surface, ground) {
    const w = Math.max(20, width - LEFT - 12);
    const tall = Math.round(w / ASPECT);
    const height = tall + 52;
    const [x, y] = picture(surface.domain, state.start, w / tall);
    const [xLabel, yLabel] = surface.axes;
    view.layout({ width, height, x, y, xLabel, yLabel });
    const now = JSON.stringify([ground, w, x, y, devicePixelRatio]);
    if (now !== drawn) {
      drawn = now;
      canvas.style.cssText = `width:${w}px;height:${tall}px`;
      paint(canvas, view, surface, w, tall);
      view.under.replaceChildren(
        ...surface.minima.map((at) =>
          s("path", { class: "minimum", d: "M-5 0h10m-5-5v10", transform: shift(pixel(at)) }),
        ),
      );
    }
    return height;
  }

  function draw(paths, stands, focus) {
    start.draw(shift(pixel(state.start)));
    drawTracks(paths, stands, ({ x, y }) => pixel([x, y]));
    const { x, y } = stands[focus];
    arrows.draw(stands[focus], focus, shift(pixel([x, y])));
  }
  return { box: view.box, layout, draw };
}

// The start is where the plot is pressed; arrow keys move it too, ten times as far with Shift.
function startOf(view, state, label, moveStart) {
  const unit = () => snapStep(view.x.domain[1] - view.x.domain[0], 200);
  const move = (at) =>
    moveStart([view.x, view.y].map(({ domain }, i) => clamp(roundTo(at[i], unit()), ...domain)));
  onPress(view, move);
  const el = s(
    "g",
    {
      class: "handle",
      role: "slider",
      tabindex: 0,
      "aria-label": label,
      "aria-valuemin": -10,
      "aria-valuemax": 10,
      onkeydown: (event) => {
        const by = KEYS[event.key];
        if (!by) return;
        event.preventDefault();
        move(state.start.map((v, i) => v + by[i] * unit() * (event.shiftKey ? 10 : 1)));
      },
    },
    s("circle", { class: "reach", r: 22 }),
    s("circle", { class: "halo", r: 13 }),
    s("circle", { class: "start", r: 7.5 }),
  );
  const draw = (transform) =>
    put(el, {
      transform,
      "data-at": state.start.join(" "),
      "aria-valuenow": `${state.start[0]}`,
      "aria-valuetext": state.start.map((v) => format(v)).join(", "),
    });
  return { el, draw };
}

// A soft tint, deeper towards the minimum, and lines that each stand twice as high as the last. The colors
// carry their own transparency and suit a light page and a dark one.
function paint(canvas, view, surface, w, tall) {
  const [columns, rows] = [w, tall].map((size) => Math.ceil(size / CELL) + 1);
  const z = heights(surface, view.x.domain, view.y.domain, columns, rows);
  const top = z.reduce((a, b) => Math.max(a, b));
  const tint = new OffscreenCanvas(columns, rows);
  const pixels = new ImageData(columns, rows);
  z.forEach((v, i) => pixels.data.set([50, 130, 200, 12 + 68 * clamp((top - v) / LINES, 0, 1)], 4 * i));
  tint.getContext("2d").putImageData(pixels, 0, 0);
  canvas.width = w * devicePixelRatio;
  canvas.height = tall * devicePixelRatio;
  const pen = canvas.getContext("2d");
  pen.scale(canvas.width / (columns - 1), canvas.height / (rows - 1));
  pen.drawImage(tint, -0.5, -0.5);
  pen.strokeStyle = "rgba(118,130,143,.62)";
  pen.lineWidth = 1 / CELL;
  isolines(z, columns, Math.floor(top) - LINES, (x0, y0, x1, y1) => {
    pen.moveTo(x0, y0);
    pen.lineTo(x1, y1);
  });
  pen.stroke();
}

// The arrows of one racer, −g and −m, and the box of its usual size √v.
function arrowsOf(memoryNames) {
  const box = s("rect", { class: "box" });
  const [g, m] = ["g", "m"].map((kind) => [
    s("path", { class: `arrow ${kind}` }),
    s("text", { class: "tip" }),
  ]);
  const el = s("g", {}, box, m, g);

  // All three in one unit, that of the gradient; downhill, so against g and m. A gradient of the usual size ends
  // on the box.
  function draw({ gradient, memory, size, gone }, name, transform) {
    const k = LONGEST / Math.max(Math.hypot(...gradient), Math.hypot(...memory), ...size);
    show(el, !gone && k < Infinity);
    put(el, { transform });
    aim(g, "−g", gradient, k, 7);
    aim(m, `−${memoryNames[name][0]}`, memory, k, -7);
    const [a, b] = size.map((v) => v * k || 0);
    put(box, { x: -a, y: -b, width: 2 * a, height: 2 * b });
  }
  return { el, draw };
}

function aim([line, text], name, [gx, gy], k, side) {
  const length = k * Math.hypot(gx, gy);
  for (const el of [line, text]) show(el, length > 3);
  if (!(length > 3)) return;
  put(line, {
    d: `M0 0H${length.toFixed(1)}m-8-4l8 4l-8 4`,
    transform: `rotate(${(Math.atan2(gy, -gx) * 180) / Math.PI})`,
  });
  // the names stand beside their arrows, each on its own side
  const [x, y, out] = [-gx * k, gy * k, 1 + 9 / length];
  put(text, { x: x * out - (y * side) / length, y: y * out + (x * side) / length + 4 });
  text.textContent = name;
}
