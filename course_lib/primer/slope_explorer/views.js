// The pictures of the slope explorer: a curve; a surface with a cut in each direction; two functions in a chain.
import { format, h, handle, s } from "../../widgets/ui.js";
import { CHAINS, CURVES, SURFACES } from "./functions.js";
import { graph, REACH } from "./graph.js";
import { mapView } from "./map.js";

const EDGE = 2.2;

// A point that slides along the curve of a graph.
function slider(one, state, byHand, label, value) {
  return handle(one.p, {
    label,
    "data-hand": label.split(" ").at(-1),
    axis: "x",
    shape: s("circle", { class: "here", r: 7 }),
    get: () => (one.p.x ? { x: state.x1, y: value() } : { x: 0, y: 0 }),
    set: ({ x }) => byHand({ x1: x }),
    bounds: () => ({ x: [-REACH, REACH], y: [-100, 100] }),
    step: () => ({ x: 0.05, y: 1 }),
    describe: () => `x ${format(state.x1)}`,
  });
}

export function curveView({ state, byHand }) {
  const one = graph({ label: "The curve, its tangent and its secant", xLabel: "x", yLabel: "y" });
  const hand = slider(one, state, byHand, "The point on the curve", () =>
    CURVES[state.curve].value(state.x1),
  );
  const draw = (a, full) => {
    const f = CURVES[state.curve].value;
    one.draw({ ...size(full, 1), f, from: -EDGE, to: EDGE, x: state.x1, slope: a.slope, h: state.h });
    hand.place();
  };
  return { el: h("div", {}, one.box), draw };
}

const size = (full, parts) => ({
  width: full >= 600 ? Math.floor((full - 16 * (parts - 1)) / parts) : full,
  height: full >= 600 ? 330 : 260,
});

export function surfaceView({ state, byHand }) {
  const map = mapView({ state, byHand });
  const cuts = ["x₁", "x₂"].map((name) =>
    graph({ label: `A cut along ${name}`, xLabel: name, yLabel: "height" }),
  );
  const el = h("div", { class: "surface" }, map.el, h("div", { class: "cuts" }, cuts[0].box, cuts[1].box));
  const draw = (a, full) => {
    const wide = full >= 600;
    const f = SURFACES[state.surface].value;
    map.draw(a, wide ? 340 : full);
    const common = { width: wide ? full - 356 : full, height: wide ? 162 : 190, from: -EDGE, to: EDGE };
    const { x1, x2, h: step } = state;
    const [first, second] = a.gradient;
    cuts[0].draw({ ...common, f: (v) => f(v, x2), x: x1, slope: first, h: step, role: "one" });
    cuts[1].draw({ ...common, f: (v) => f(x1, v), x: x2, slope: second, h: step, role: "two" });
  };
  return { el, draw };
}

export function chainView({ state, byHand }) {
  const first = graph({ label: "First function, from x to u", xLabel: "x", yLabel: "u" });
  const second = graph({ label: "Second function, from u to y", xLabel: "u", yLabel: "y" });
  const hand = slider(first, state, byHand, "The point at the start of the chain", () =>
    CHAINS[state.chain][0].value(state.x1),
  );
  const draw = (a, full) => {
    const [inner, outer] = CHAINS[state.chain];
    const all = Array.from({ length: 45 }, (_, i) => inner.value(-EDGE + i / 10));
    const common = { ...size(full, 2), h: null };
    const [from, to] = [Math.min(...all), Math.max(...all)];
    const [up, on] = a.slopes;
    first.draw({ ...common, f: inner.value, from: -EDGE, to: EDGE, x: state.x1, slope: up, role: "one" });
    second.draw({ ...common, f: outer.value, from, to, x: a.u, slope: on, role: "two" });
    hand.place();
  };
  return { el: h("div", { class: "chain" }, first.box, second.box), draw };
}
