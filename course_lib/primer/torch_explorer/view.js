// The picture of the torch explorer: the curve, the walk so far, x with its tangent.
import { clamp, format, h, handle, plot, s } from "../../widgets/ui.js";
import { CURVES } from "./curves.js";

const [LOW, HIGH, TOP] = [-0.5, 4.5, 6.5];

export function view({ state, byHand }) {
  const p = plot({ label: "The curve and x", xLabel: "x", yLabel: "y = f(x)" });
  const grip = handle(p, {
    label: "x",
    axis: "x",
    "data-grip": "x",
    shape: s("circle", { class: "grip", r: 8 }),
    bounds: () => ({ x: [LOW, HIGH], y: [0, TOP] }),
    step: () => ({ x: 0.05, y: 1 }),
    get: () => {
      const x = clamp(state.x, LOW, HIGH);
      return { x, y: clamp(CURVES[state.curve].value(x), 0, TOP) };
    },
    set: ({ x }) => byHand({ x, grad: 0, path: [] }),
    describe: () => `x ${format(state.x, 4)}, y ${format(CURVES[state.curve].value(state.x), 4)}`,
  });
  const el = h("div", { class: "view" }, p.box);
  const draw = () => {
    const width = el.clientWidth;
    p.layout({ width, height: width < 560 ? 240 : 270, x: [LOW, HIGH], y: [0, TOP] });
    const f = CURVES[state.curve].value;
    p.under.replaceChildren(
      s("path", { class: "line", "data-role": "curve", d: p.path(f) }),
      walk(p, f, state),
    );
    p.marks.replaceChildren(tangent(p, state), ...arrow(p, state), ...places(p, f, state));
    grip.place();
  };
  return { el, draw };
}

function walk(p, f, { path, x }) {
  const all = [...path, x].map((at) => `${p.x(at).toFixed(1)} ${p.y(f(at)).toFixed(1)}`);
  return s("path", { class: "walk", d: `M${all.join("L")}` });
}

const places = (p, f, { path }) =>
  path.map((at) => s("circle", { class: "place", r: 4, cx: p.x(at), cy: p.y(f(at)), "data-was": at }));

// About as long on a steep place as on a level one.
function tangent(p, { curve, x }) {
  const { value, slope } = CURVES[curve];
  const [y, m] = [value(x), slope(x)];
  const reach = 0.9 / Math.hypot(1, 0.6 * m);
  const [x0, x1] = [x - reach, x + reach];
  return s("line", {
    class: "line",
    "data-role": "tangent",
    x1: p.x(x0),
    x2: p.x(x1),
    y1: p.y(y - reach * m),
    y2: p.y(y + reach * m),
  });
}

// Where the next step() leads, along the axis.
function arrow(p, { x, grad, lr }) {
  if (grad === 0) return [];
  const [from, to] = [p.x(x), p.x(clamp(x - lr * grad, -9, 15))];
  const y = p.y(0) - 12;
  const back = to > from ? -7 : 7;
  return [s("path", { class: "arrow", d: `M${from} ${y}H${to}m${back} -5l${-back} 5l${back} 5` })];
}
