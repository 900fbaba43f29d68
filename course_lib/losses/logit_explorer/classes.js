// The softmax half of the logit explorer: four panels with one row a class, and their numbers.
import { clamp, format, h, handle, plot, s } from "../../widgets/ui.js";
import { classTable } from "./rows.js";
import { reach } from "./state.js";

const ROW = 34;
const ROOMY = 600; // px: room for all panels beside each other
const STEP = { x: 0.1, y: 1 };

export function classesView({ state, byHand }) {
  const panel = (label, xLabel) =>
    plot({ label, xLabel, yLabel: "", margin: { left: 58, top: 6, bottom: 38 } });
  const panels = {
    z: panel("Logits, one handle a class", "logit z"),
    p: panel("Probabilities; dashed, the target", "p (dashed: y)"),
    dz: panel("Slope of the loss along each logit", "dL/dz"),
    dp: panel("Slope of the loss along each probability", "dL/dp"),
  };
  for (const name of ["p", "dz", "dp"]) panels[name].box.dataset.control = name;
  const boxes = Object.values(panels).map((p) => p.box);
  const views = h("div", { class: "views" }, boxes);
  const setLogit = (k, z) =>
    byHand({ preset: "", logits: state.logits.map((v, i) => (i === k ? clamp(z, -100, 100) : v)) });
  const table = classTable({ state, byHand, setLogit });
  const numbers = h("div", { class: "stack" }, table.el, table.sum);
  let grips = [];
  let built = "";

  // One row of inputs and one handle a class; they live as long as the classes do, and keep the focus.
  function build() {
    const made = JSON.stringify(state.classes);
    if (made === built) return;
    built = made;
    for (const grip of grips) grip.remove();
    table.build();
    grips = state.classes.map((name, k) => gripOf(panels.z, state, name, k, setLogit));
  }

  function draw(a) {
    build();
    const inSight = boxes.filter((box) => !box.classList.contains("gone")).length;
    layout(panels, state, a, views.clientWidth, inSight);
    drawBars(panels, state, a);
    for (const grip of grips) grip.place();
    table.draw(a);
  }
  return { views, numbers, draw };
}

const gripOf = (panel, state, name, k, setLogit) =>
  handle(panel, {
    label: `Logit of ${name}`,
    axis: "x",
    "data-class": k,
    shape: s("rect", { class: "grip", x: -6, y: -11, width: 12, height: 22, rx: 4 }),
    get: () => ({ x: state.logits[k] ?? 0, y: k }),
    set: ({ x }) => setLogit(k, x),
    bounds: () => ({ x: panel.x.domain, y: [k, k] }),
    step: () => STEP,
    describe: () => `${format(state.logits[k], 4)}`,
  });

// How deep the slopes by the probabilities go; one without bound goes deeper than all.
const deepestOf = ({ gradProbs }) => Math.max(1, ...[...gradProbs].filter(Number.isFinite).map(Math.abs));

function layout(panels, state, a, full, inSight) {
  const n = state.classes.length;
  const row = full >= ROOMY; // the first one has the names as well
  const each = 0.92 / inSight;
  const [first, width] = row
    ? [Math.floor(full * (each + 0.08)), Math.floor(full * each) - 12]
    : [0, Math.max(200, full >= 440 ? Math.floor((full - 12) / 2) : full)];
  const shared = { width, height: n * ROW + 44, y: [n - 0.5, -0.5], names: state.classes };
  const rest = row ? { ...shared, names: [], left: 10 } : shared;
  const far = reach(state.logits);
  const steep = 1.15 * Math.max(1 / state.temperature, ...[...a.grad].map(Math.abs));
  const deepest = deepestOf(a);
  panels.z.layout({ ...shared, width: first || width, x: [-far, far] });
  panels.p.layout({ ...rest, x: [0, 1.02] });
  panels.dz.layout({ ...rest, x: [-steep, steep] });
  panels.dp.layout({ ...rest, x: [-1.15 * deepest, 0.15 * deepest] });
}

function drawBars(panels, state, a) {
  const beyond = -2 * deepestOf(a);
  bars(panels.z, state.logits, "z", "bar-mark");
  bars(panels.p, a.probs, "p", "bar-mark");
  bars(panels.dz, a.grad, "dz", "hollow");
  const bounded = a.gradProbs.map((v) => (Number.isFinite(v) ? v : beyond));
  bars(panels.dp, bounded, "dp", "hollow");
  panels.p.marks.append(
    ...[...a.y].map((v, k) =>
      s("line", {
        class: "wish",
        x1: panels.p.x(v),
        x2: panels.p.x(v),
        y1: panels.p.y(k) - 13,
        y2: panels.p.y(k) + 13,
      }),
    ),
  );
}

const bars = (panel, values, role, className) =>
  panel.marks.replaceChildren(
    ...[...values].map((v, k) =>
      s("rect", {
        class: className,
        "data-role": role,
        "data-class": k,
        "data-value": v,
        x: Math.min(panel.x(0), panel.x(v)),
        width: Math.abs(panel.x(v) - panel.x(0)),
        y: panel.y(k) - 9,
        height: 18,
      }),
    ),
  );
