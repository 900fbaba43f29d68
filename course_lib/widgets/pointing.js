// A place in a picture: by pressing there, or by moving the mark with the arrow keys.
import { format, h, handle, plot, s } from "./ui.js";

export function pointing({ picture, answer, tolerance }) {
  const [[x0, x1, xLabel], [y0, y1, yLabel]] = [picture.x, picture.y];
  const p = plot({ label: "Picture to point at", xLabel, yLabel });
  let at = { x: (x0 + x1) / 2, y: (y0 + y1) / 2 };
  let moved = false;
  let locked = false;
  const mark = handle(p, {
    label: "Your place",
    shape: s("circle", { r: 8, class: "mark" }),
    get: () => at,
    set: (place) => {
      if (locked) return;
      at = place;
      moved = true;
      mark.place();
    },
    bounds: () => ({ x: [x0, x1], y: [y0, y1] }),
    step: () => ({ x: (x1 - x0) / 100, y: (y1 - y0) / 100 }),
    describe: () => `${xLabel} ${format(at.x)}, ${yLabel} ${format(at.y)}`,
  });
  p.handles.append(mark.el);
  const press = (event) => {
    if (locked || event.target.closest(".handle")) return;
    const box = p.svg.getBoundingClientRect();
    const [x, y] = [p.x.invert(event.clientX - box.left), p.y.invert(event.clientY - box.top)];
    if (x < x0 || x > x1 || y < y0 || y > y1) return;
    [at, moved] = [{ x, y }, true];
    mark.place();
  };
  p.svg.addEventListener("pointerdown", press);
  const draw = () => layout(p, picture, mark);
  const size = new ResizeObserver(draw);
  size.observe(p.box);
  draw();
  return {
    body: h("div", { class: "pointing" }, p.box),
    given: () => (moved ? [at.x, at.y] : null),
    missing: "Press in the picture first, or move the mark with the arrow keys.",
    show: ([x, y]) => `(${format(x)}, ${format(y)})`,
    controls: [],
    stop: () => {
      locked = true;
      mark.el.setAttribute("aria-disabled", "true");
      p.under.append(right(p, answer, tolerance));
    },
    free: () => size.disconnect(),
  };
}

function layout(p, { x: [x0, x1], y: [y0, y1], curves, points }, mark) {
  const width = p.box.clientWidth || 480;
  if (!p.layout({ width, height: Math.min(280, width * 0.6), x: [x0, x1], y: [y0, y1] })) return;
  p.marks.replaceChildren(
    ...curves.map(([xs, ys]) =>
      s("path", {
        class: "line",
        d: xs.map((v, i) => `${i ? "L" : "M"}${p.x(v)} ${p.y(ys[i])}`).join(""),
      }),
    ),
    ...points.map(([x, y]) => s("circle", { class: "datum", r: 4, cx: p.x(x), cy: p.y(y) })),
    ...curves.filter(([, , label]) => label).map(([xs, ys, label]) => nameOf(p, xs, ys, label)),
  );
  mark.place();
}

// A curve's name stands above its last point in sight, ending there.
function nameOf(p, xs, ys, label) {
  const [[left, right], [bottom, top]] = [p.x.domain, p.y.domain];
  const inside = (v, i) => left <= v && v <= right && bottom <= ys[i] && ys[i] <= top;
  const at = Math.max(0, xs.findLastIndex(inside));
  const y = Math.max(p.y(ys[at]) - 8, p.margin.top + 12);
  return s("text", { class: "strong", x: p.x(xs[at]) - 4, y, "text-anchor": "end" }, label);
}

// What counted as right, drawn once the answer has been given.
function right(p, [x, y], [dx, dy]) {
  const [rx, ry] = [Math.abs(p.x(x + dx) - p.x(x)), Math.abs(p.y(y + dy) - p.y(y))];
  return s("rect", {
    class: "right-place",
    x: p.x(x) - rx,
    y: p.y(y) - ry,
    width: 2 * rx,
    height: 2 * ry,
    rx: 4,
  });
}
