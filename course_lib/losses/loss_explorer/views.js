// The pictures of the loss explorer: the data with the fits, and the penalty and the pull of every residual.
import { h, key, plot, s, snapStep } from "../../widgets/ui.js";
import { LOSSES, subgradient } from "../regression.js";
import { points as pointLayer } from "./points.js";

export function views({ state, names, byHand, redraw }) {
  const small = (label, yLabel) =>
    plot({ label, xLabel: "residual: prediction − target", yLabel, margin: { bottom: 38, left: 66 } });
  const data = plot({ label: "Data and fits", xLabel: "", yLabel: "", margin: { left: 54 } });
  const penalty = small("Penalty of each residual", "penalty");
  const pull = small("Gradient of each penalty; the pull is minus the gradient", "gradient ℓ′ (pull: −ℓ′)");
  penalty.box.dataset.control = "penalty";
  pull.box.dataset.control = "gradient";
  const points = pointLayer({ data, state, byHand, redraw });
  const legend = h("p", { class: "legend" });
  const el = h(
    "div",
    { class: "views" },
    h("div", { class: "view" }, data.box),
    h("div", { class: "view side" }, penalty.box, pull.box),
  );
  const parts = { state, names, data, penalty, pull, points, legend };
  const draw = (a) => {
    layout(parts, a, el.clientWidth);
    drawFits(parts, a);
    drawPenalties(parts, a);
    drawPulls(parts, a);
  };
  return { el, legend, points, draw };
}

function layout({ state, data, penalty, pull }, { residuals, options }, full) {
  const wide = full >= 560;
  const alone = [penalty, pull].every(({ box }) => box.classList.contains("gone")); // a task may hide both
  const [lo, hi] = state.x_range;
  const pad = (hi - lo) * 0.06;
  const side = wide ? Math.floor(full * 0.43) - 8 : full;
  const [xLabel, yLabel] = state.labels;
  data.layout({
    width: wide ? full - (alone ? 0 : side) - 16 : full,
    height: wide ? 360 : 300,
    x: [lo - pad, hi + pad],
    y: state.y_range,
    xLabel,
    yLabel,
  });
  const furthest = Math.max(...residuals.map(Math.abs), 1e-3);
  const unit = snapStep(furthest, 4);
  const reach = Math.ceil((furthest * 1.05) / unit) * unit;
  const { value, grad } = LOSSES[state.loss];
  const top = Math.max(value(-reach, options), value(reach, options));
  const steep = Math.max(-grad(-reach, options), grad(reach, options)) * 1.15;
  const small = { width: side, height: wide ? 175 : 190, x: [-reach, reach] };
  penalty.layout({ ...small, y: [0, top * 1.05] });
  pull.layout({ ...small, y: [-steep, steep] });
}

const upright = (role, name, x, from, to) =>
  s("line", { class: name, "data-role": role, x1: x, x2: x, y1: from, y2: to });

function drawFits({ state, names, data, points, legend }, a) {
  const across = (fit, name) => {
    const [x0, x1] = data.x.domain;
    return s("line", {
      class: "line",
      "data-role": name,
      "data-control": name === "yours" ? null : "fits",
      x1: data.x(x0),
      x2: data.x(x1),
      y1: data.y(fit.intercept + fit.slope * x0),
      y2: data.y(fit.intercept + fit.slope * x1),
    });
  };
  const shown = state.compare ? Object.keys(names) : [state.loss];
  const bars = [...a.x].map((v, i) =>
    upright(state.loss, "residual", data.x(v), data.y(a.y[i]), data.y(a.predictions[i])),
  );
  const { low, high } = a.fit;
  const [left, right] = data.x.range;
  const band =
    high > low &&
    s("rect", {
      class: "band",
      "data-role": state.loss,
      x: left,
      width: right - left,
      y: data.y(high),
      height: data.y(low) - data.y(high),
    });
  data.under.replaceChildren(...(band ? [band] : []), ...bars);
  data.marks.replaceChildren(...shown.map((name) => across(a.fits[name], name)), across(a.yours, "yours"));
  points.sync(a);
  legend.replaceChildren(
    h("span", {}, key("yours"), " your fit"),
    ...shown.map((name) =>
      h("span", { "data-control": "fits" }, key(name), ` best ${names[name].toLowerCase()}`),
    ),
  );
}

const curve = (state, p, f, options) =>
  s("path", { class: "line curve", "data-role": state.loss, d: p.path((r) => f(r, options)) });

function drawPenalties({ state, penalty, points }, { residuals, penalties, options }) {
  penalty.under.replaceChildren(curve(state, penalty, LOSSES[state.loss].value, options));
  penalty.marks.replaceChildren(
    ...[...residuals].map((r, i) =>
      points.shape(i, {
        x: penalty.x(r),
        y: penalty.y(penalties[i]),
        "data-point": i,
        "data-residual": r,
        "data-penalty": penalties[i],
      }),
    ),
  );
}

function drawPulls({ state, pull, points }, { residuals, pulls, options }) {
  const stems = [...residuals].map((r, i) =>
    upright(state.loss, "stem", pull.x(r), pull.y(0), pull.y(pulls[i])),
  );
  const slope = curve(state, pull, LOSSES[state.loss].grad, options);
  const [low, high] = subgradient(state.loss, 0, options);
  if (high > low) {
    // a gradient that jumps at zero: two level pieces and an upright one, not a slanted stroke
    const [x0, x1] = pull.x.range;
    slope.setAttribute("d", `M${x0} ${pull.y(low)}H${pull.x(0)}V${pull.y(high)}H${x1}`);
  }
  pull.under.replaceChildren(...stems, slope);
  pull.marks.replaceChildren(
    ...[...residuals].map((r, i) =>
      points.shape(i, { x: pull.x(r), y: pull.y(pulls[i]), "data-point": i, "data-gradient": pulls[i] }),
    ),
  );
}
