// The loss explorer: data and fits, the penalty of each residual, the pull of each point.
import {
  button,
  choice,
  format,
  frame,
  h,
  key,
  ordered,
  player,
  plot,
  predictFirst,
  presets,
  pythonCode,
  readout,
  s,
  setText,
  slider,
  snapStep,
  summary,
  toggle,
} from "../../widgets/ui.js";
import { LOSSES, subgradient } from "../regression.js";
import { points as pointLayer } from "./points.js";
import { analyse, descend, python, valid } from "./state.js";
import css from "./widget.css";

const NAMES = { mse: "Squared", l1: "Absolute", huber: "Huber", quantile: "Quantile" };
const OPTIMA = {
  mse: "the mean",
  l1: "the median",
  huber: "between mean and median",
  quantile: "the quantile",
};
const KEYS = [
  "preset",
  "points",
  "outlier",
  "mode",
  "loss",
  "delta",
  "q",
  "guess",
  "errors",
  "compare",
  "lr",
  "x_range",
  "y_range",
  "labels",
];

function render({ model, el }) {
  const all = ordered(model, "_presets");
  const ui = frame({
    model,
    el,
    title: "Loss explorer",
    keys: KEYS,
    draw: () => draw(),
    valid: (patch) => valid(patch, Object.keys(all)),
  });
  const { state, initial, set } = ui.store;
  const byHand = (patch) => {
    run.forget();
    set(patch);
  };
  const settingsOf = (name) => {
    const { label, comment, ...settings } = all[name];
    return { preset: name, ...settings };
  };

  // controls
  const start = presets({
    value: state.preset,
    onChange: (name) => {
      guess.reset();
      byHand(settingsOf(name));
    },
    options: Object.entries(all).map(([value, { label, comment }]) => ({ value, label, comment })),
  });
  const mode = choice({
    label: "Predict with",
    value: state.mode,
    onChange: (v) => byHand({ mode: v }),
    options: [
      { value: "number", label: "one number" },
      { value: "line", label: "a line" },
    ],
  });
  const loss = choice({
    label: "Loss",
    value: state.loss,
    onChange: (v) => byHand({ loss: v }),
    options: Object.entries(NAMES).map(([value, label]) => ({ value, label, role: value })),
  });
  const delta = slider({
    label: "δ, where Huber turns linear",
    min: 0.1,
    max: 100,
    log: true,
    value: state.delta,
    onInput: (v) => byHand({ delta: v }),
  });
  const q = slider({
    label: "q, the quantile",
    min: 0.05,
    max: 0.95,
    step: 0.05,
    value: state.q,
    onInput: (v) => byHand({ q: v }),
  });
  const errors = choice({
    label: "Residuals of",
    value: state.errors,
    onChange: (v) => set({ errors: v }),
    options: [
      { value: "yours", label: "your fit" },
      { value: "best", label: "the best fit" },
    ],
  });
  const compare = toggle({
    label: "Draw all four best fits",
    value: state.compare,
    onChange: (v) => set({ compare: v }),
  });
  const lr = slider({
    label: "Learning rate",
    min: 0.01,
    max: 10,
    log: true,
    value: state.lr,
    onInput: (v) => set({ lr: v }),
  });
  const run = player({
    label: "Let the pulls move your fit",
    capture: () => ({ guess: state.guess, errors: state.errors }),
    restore: (v) => set(v),
    step: () => {
      const next = descend(state);
      if (!next.every((v) => Math.abs(v) < 1e6) || next.every((v, i) => v === state.guess[i])) return false;
      set({ guess: next, errors: "yours" });
      return true;
    },
  });
  const reset = () => {
    guess.reset();
    byHand({ ...initial, ...(state.preset ? settingsOf(state.preset) : {}) });
  };

  // views
  const data = plot({ label: "Data and fits", xLabel: "", yLabel: "", margin: { left: 54 } });
  const penalty = plot({
    label: "Penalty of each residual",
    xLabel: "",
    yLabel: "penalty",
    margin: { bottom: 38, left: 66 },
  });
  const pull = plot({
    label: "Gradient of each penalty",
    xLabel: "",
    yLabel: "gradient dL/dŷ",
    margin: { bottom: 38, left: 66 },
  });
  const layer = pointLayer({ data, state, byHand, redraw: ui.schedule });
  const total = readout("pull.sum", (v) => format(v, 4));
  const average = readout("pull.mean", (v) => format(v, 4));
  const verdict = h("span", {});
  const legend = h("p", { class: "legend" });
  const cells = {};
  const rows = Object.keys(NAMES).map((name) => {
    cells[name] = ["fit", "best", "yours"].map((part) => readout(`${name}.${part}`, (v) => format(v, 4)));
    const slope = readout(`${name}.slope`, (v) =>
      state.mode === "line" ? ` ${v < 0 ? "−" : "+"} ${format(Math.abs(v))} x` : "",
    );
    cells[name].push(slope);
    return h(
      "tr",
      { "data-row": name },
      h("th", { scope: "row" }, key(name), ` ${NAMES[name]}`),
      h("td", {}, cells[name][0].el, slope.el),
      h("td", {}, cells[name][1].el),
      h("td", {}, cells[name][2].el),
    );
  });
  const table = h(
    "table",
    {},
    h("caption", {}, "Mean loss under each penalty"),
    h(
      "thead",
      {},
      h(
        "tr",
        {},
        ["Loss", "Best fit", "its loss", "your loss"].map((t) => h("th", { scope: "col" }, t)),
      ),
    ),
    h("tbody", {}, rows),
  );
  const told = summary();
  const code = pythonCode(() => python(state));
  const guess = predictFirst({
    question:
      "The diamond will go far up. Which of these fits moves the most, and by how much? Commit first, then look.",
    options: ["mse", "l1", "huber"].map((value) => ({ value, label: `${NAMES[value]} error` })),
    number: { label: "It moves by", unit: "(± what you like)" },
    action: "Move the diamond up",
    reveal,
  });

  function reveal({ choice: picked, number }) {
    const i = state.outlier >= 0 && state.outlier < state.points.length ? state.outlier : layer.highest();
    const [px, py] = state.points[i];
    const top = state.y_range[1];
    if (top - py < 1e-9)
      return "The diamond is at the top already. Drag it down or press Reset, then try again.";
    const before = analyse({ ...state, mode: "number" }).fits;
    const points = state.points.map((p, k) => (k === i ? [px, top] : p));
    byHand({ points, outlier: i, compare: true });
    const after = analyse({ ...state, mode: "number" }).fits;
    const moved = Object.keys(before).map((k) => [k, after[k].level - before[k].level]);
    const shift = Object.fromEntries(moved);
    const say = ["mse", "l1", "huber"].map((k) => `${NAMES[k].toLowerCase()} ${format(shift[k])}`).join(", ");
    const most = ["mse", "l1", "huber"].reduce((a, b) => (Math.abs(shift[b]) > Math.abs(shift[a]) ? b : a));
    const n = state.points.length;
    return (
      `The diamond rose by ${format(top - py)}. As one number, the best fits moved by: ${say}. ` +
      `You said ${NAMES[picked].toLowerCase()}${picked === most ? ", and so it is" : `; it is ${NAMES[most].toLowerCase()}`}. ` +
      `Your ${format(number)} is off by ${format(Math.abs(number - shift[most]))}. ` +
      `The mean gives every point 1/${n} of the say: ${format(top - py)} / ${n} = ${format(shift.mse)}. ` +
      (shift.l1 === 0 ? "The median asks only how many points lie above it, and that did not change." : "")
    );
  }

  function draw() {
    const a = analyse(state);
    for (const [part, value] of [
      [start, state.preset],
      [mode, state.mode],
      [loss, state.loss],
      [delta, state.delta],
      [q, state.q],
      [errors, state.errors],
      [compare, state.compare],
      [lr, state.lr],
    ])
      part.set(value);
    delta.el.hidden = state.loss !== "huber";
    q.el.hidden = state.loss !== "quantile";
    layoutPlots(a);
    drawData(a);
    drawResiduals(a);
    drawNumbers(a);
    code.update();
  }

  function layoutPlots({ residuals }) {
    const wide = views.clientWidth >= 560;
    const full = views.clientWidth;
    const [lo, hi] = state.x_range;
    const pad = (hi - lo) * 0.06;
    const side = wide ? Math.floor(full * 0.43) - 8 : full;
    const main = wide ? full - side - 16 : full;
    data.layout({
      width: main,
      height: wide ? 420 : 300,
      x: [lo - pad, hi + pad],
      y: state.y_range,
      xLabel: state.labels[0],
      yLabel: state.labels[1],
    });
    const options = { delta: state.delta, q: state.q };
    const furthest = Math.max(...residuals.map(Math.abs), 1e-3);
    const unit = snapStep(furthest, 4);
    const reach = Math.ceil((furthest * 1.05) / unit) * unit;
    const { value, grad } = LOSSES[state.loss];
    const top = Math.max(value(-reach, options), value(reach, options));
    const steep = Math.max(-grad(-reach, options), grad(reach, options)) * 1.15;
    const small = { width: side, height: wide ? 205 : 200, x: [-reach, reach] };
    const xLabel = "residual: prediction − target";
    penalty.layout({ ...small, y: [0, top * 1.05], xLabel });
    pull.layout({ ...small, y: [-steep, steep], xLabel });
  }

  const shape = (i, extra) => layer.shape(i, extra);

  function drawData(a) {
    const across = (fit, role, name) => {
      const [x0, x1] = data.x.domain;
      return s("line", {
        class: "line",
        "data-role": role,
        "data-fit": name,
        x1: data.x(x0),
        x2: data.x(x1),
        y1: data.y(fit.intercept + fit.slope * x0),
        y2: data.y(fit.intercept + fit.slope * x1),
      });
    };
    const shown = state.compare ? Object.keys(NAMES) : [state.loss];
    const bars = [...a.x].map((v, i) =>
      s("line", {
        class: "residual",
        "data-role": state.loss,
        x1: data.x(v),
        x2: data.x(v),
        y1: data.y(a.y[i]),
        y2: data.y(a.predictions[i]),
      }),
    );
    const band =
      a.fit.high > a.fit.low &&
      s("rect", {
        class: "band",
        "data-role": state.loss,
        x: data.x.range[0],
        width: data.x.range[1] - data.x.range[0],
        y: data.y(a.fit.high),
        height: data.y(a.fit.low) - data.y(a.fit.high),
      });
    data.under.replaceChildren(...(band ? [band] : []), ...bars);
    data.marks.replaceChildren(
      ...shown.map((name) => across(a.fits[name], name, name)),
      across(a.yours, "yours", "yours"),
    );
    layer.sync(a);
    legend.replaceChildren(
      h("span", {}, key("yours"), " your fit"),
      ...shown.map((name) => h("span", {}, key(name), ` best ${NAMES[name].toLowerCase()}`)),
    );
  }

  function drawResiduals(a) {
    const { value, grad } = LOSSES[state.loss];
    const curve = (p, f) =>
      s("path", { class: "line curve", "data-role": state.loss, d: p.path((r) => f(r, a.options)) });
    penalty.under.replaceChildren(curve(penalty, value));
    penalty.marks.replaceChildren(
      ...[...a.residuals].map((r, i) =>
        shape(i, {
          x: penalty.x(r),
          y: penalty.y(a.penalties[i]),
          "data-point": i,
          "data-residual": r,
          "data-penalty": a.penalties[i],
        }),
      ),
    );
    const zero = pull.y(0);
    const stems = [...a.residuals].map((r, i) =>
      s("line", {
        class: "stem",
        "data-role": state.loss,
        x1: pull.x(r),
        x2: pull.x(r),
        y1: zero,
        y2: pull.y(a.pulls[i]),
      }),
    );
    pull.under.replaceChildren(...stems, jumpOr(curve(pull, grad)));
    pull.marks.replaceChildren(
      ...[...a.residuals].map((r, i) =>
        shape(i, {
          x: pull.x(r),
          y: pull.y(a.pulls[i]),
          "data-point": i,
          "data-gradient": a.pulls[i],
        }),
      ),
    );
  }

  // Absolute and pinball gradients jump at zero: two level pieces and an upright one, not a slanted stroke.
  function jumpOr(curve) {
    if (state.loss !== "l1" && state.loss !== "quantile") return curve;
    const [low, high] = subgradient(state.loss, 0, state);
    const [[x0, x1], zero] = [pull.x.range, pull.x(0)];
    curve.setAttribute("d", `M${x0} ${pull.y(low)}H${zero}V${pull.y(high)}H${x1}`);
    return curve;
  }

  function drawNumbers(a) {
    for (const [name, [fit, best, yours, slope]] of Object.entries(cells)) {
      const f = a.fits[name];
      fit.set(a.flat ? f.level : f.intercept);
      slope.set(f.slope);
      best.set(f.best);
      yours.set(f.yours);
    }
    for (const row of rows) {
      if (row.dataset.row === state.loss) row.setAttribute("aria-current", "true");
      else row.removeAttribute("aria-current");
    }
    total.set(a.total);
    average.set(a.total / a.y.length);
    const corner = a.reach[1] > a.reach[0];
    const zero = Math.abs(a.total) <= 1e-9 * (1 + Math.max(...a.pulls.map(Math.abs)));
    setText(
      verdict,
      corner && a.optimal && !zero
        ? ` A point on the fit may pull with any slope of the corner; with it the sum can be anything from ${format(a.reach[0])} to ${format(a.reach[1])}. Zero is inside, so this is the best fit.`
        : a.optimal
          ? " The pulls cancel: this is the best fit."
          : zero
            ? " The level is balanced, but a line must also balance its tilt."
            : ` ${a.total > 0 ? "More than zero: the fit wants to go down." : "Less than zero: the fit wants to go up."}`,
    );
    const fitted = (f) => (a.flat ? format(f.level, 4) : `${format(f.intercept)} plus ${format(f.slope)} x`);
    told.set(
      `${NAMES[state.loss]} loss. Best fit ${fitted(a.fit)}${a.flat ? `, ${OPTIMA[state.loss]}` : ""}, loss ${format(a.fit.best, 4)}. ` +
        `Your fit has loss ${format(a.fit.yours, 4)}.` +
        (a.fit.high > a.fit.low
          ? ` Every level from ${format(a.fit.low)} to ${format(a.fit.high)} is equally good; we draw the middle.`
          : ""),
    );
  }

  const views = h(
    "div",
    { class: "views" },
    h("div", { class: "view" }, data.box),
    h("div", { class: "view side" }, penalty.box, pull.box),
  );
  ui.body.classList.add("stack");
  ui.body.append(
    h("style", {}, css),
    h("p", { class: "title" }, "Loss explorer: drag the points, drag your fit"),
    h("div", { class: "bar" }, start.el, mode.el, loss.el, delta.el, q.el),
    start.comment,
    guess.el,
    legend,
    views,
    h(
      "div",
      { class: "bar" },
      errors.el,
      compare.el,
      h(
        "div",
        { class: "control points" },
        button("Add point", layer.add),
        button("Remove point", layer.remove),
        button("Reset", reset),
      ),
    ),
    h(
      "p",
      { class: "pulls" },
      h("strong", {}, "Pulls dL/dŷ sum to "),
      total.el,
      ", their mean is ",
      average.el,
      ".",
      verdict,
    ),
    table,
    h(
      "div",
      { class: "bar" },
      h("div", {}, h("p", { class: "small" }, "Let the pulls move your fit (gradient descent)"), run.el),
      lr.el,
    ),
    told.el,
    code.el,
  );
  ui.start();
  return () => {
    run.stop();
    told.stop();
    ui.stop();
  };
}

export default { render };
