// The two-class half of the logit explorer: cross-entropy and squared error along one logit.
import { choice, format, h, handle, key, numberBox, plot, readout, s } from "../../widgets/ui.js";
import { analyseBinary, reach } from "./state.js";

export function binaryView({ state, byHand }) {
  const label = choice({
    label: "The target y is",
    value: state.label,
    onChange: (v) => byHand({ label: v }),
    options: [1, 0].map((value) => ({ value, label: String(value) })),
  });
  label.el.dataset.control = "label";
  const losses = plot({ label: "Loss along the logit", xLabel: "logit z (drag the square)", yLabel: "loss" });
  const slopes = plot({ label: "Slope along the logit", xLabel: "logit z", yLabel: "slope" });
  const grip = gripOf(losses, state, byHand);
  const number = numberBox({
    label: "Logit, as a number",
    min: -100,
    max: 100,
    value: state.score,
    onInput: (score) => byHand({ score }),
  });
  const out = Object.fromEntries(
    ["p", "ce", "ceGrad", "se", "seGrad"].map((name) => [
      name,
      readout(`binary.${name}`, (v) => format(v, 4)),
    ]),
  );
  const views = h("div", { class: "views two" }, losses.box, slopes.box);
  const el = h(
    "div",
    { class: "stack" },
    h("div", { class: "bar" }, label.el, h("p", { class: "score" }, "z = ", number.el, " p = ", out.p.el)),
    h(
      "p",
      { class: "comment" },
      key("dz"),
      " cross-entropy, ",
      key("se"),
      " squared error; the straight lines are their tangents.",
    ),
    views,
    table(out),
    h(
      "p",
      { class: "comment", "data-control": "formulas" },
      "The slope of the cross-entropy is p − y. That of the squared error is 2 (p − y) p (1 − p): it vanishes where the model is most wrong.",
    ),
  );
  const draw = (b) => {
    label.set(state.label);
    number.set(state.score);
    drawPlots({ state, losses, slopes }, b, views.clientWidth);
    grip.place();
    for (const [name, cell] of Object.entries(out)) cell.set(b[name]);
  };
  return { el, draw };
}

const gripOf = (losses, state, byHand) =>
  handle(losses, {
    label: "Logit",
    axis: "x",
    "data-score": "",
    shape: s("rect", { class: "grip", x: -8, y: -8, width: 16, height: 16, rx: 4 }),
    get: () => ({ x: state.score, y: analyseBinary(state).ce }),
    set: ({ x }) => byHand({ score: x }),
    bounds: () => ({ x: losses.x.domain, y: [0, 200] }),
    step: () => ({ x: 0.1, y: 1 }),
    describe: () => `${format(state.score, 4)}, loss ${format(analyseBinary(state).ce, 4)}`,
  });

function table(out) {
  const row = (role, name, value, slope) =>
    h(
      "tr",
      {},
      h("th", { scope: "row" }, key(role), ` ${name}`),
      h("td", {}, value.el),
      h("td", {}, slope.el),
    );
  const heads = ["Loss", "value", "slope along z"].map((t) => h("th", { scope: "col" }, t));
  return h(
    "table",
    { "data-control": "table" },
    h("thead", {}, h("tr", {}, heads)),
    h(
      "tbody",
      {},
      row("dz", "cross-entropy", out.ce, out.ceGrad),
      row("se", "squared error", out.se, out.seGrad),
    ),
  );
}

function drawPlots({ state, losses, slopes }, b, full) {
  const { score } = state;
  const width = Math.max(200, full >= 440 ? Math.floor((full - 12) / 2) : full);
  const far = reach([score]);
  losses.layout({ width, height: 250, x: [-far, far], y: [0, far * 1.05] });
  slopes.layout({ width, height: 250, x: [-far, far], y: [-1.15, 1.15] });
  const curve = (p, role, name) =>
    s("path", {
      class: "line",
      "data-role": role,
      d: p.path((z) => analyseBinary({ ...state, score: z })[name]),
    });
  const tangent = (role, value, slope) =>
    s("line", {
      class: "tangent",
      "data-role": role,
      x1: losses.x(-far),
      x2: losses.x(far),
      y1: losses.y(value - slope * (far + score)),
      y2: losses.y(value + slope * (far - score)),
    });
  const dot = (p, role, y) =>
    s("circle", { class: "hollow", "data-role": role, cx: p.x(score), cy: p.y(y), r: 6 });
  losses.marks.replaceChildren(
    tangent("dz", b.ce, b.ceGrad),
    tangent("se", b.se, b.seGrad),
    curve(losses, "dz", "ce"),
    curve(losses, "se", "se"),
    dot(losses, "se", b.se),
  );
  slopes.marks.replaceChildren(
    curve(slopes, "dz", "ceGrad"),
    curve(slopes, "se", "seGrad"),
    dot(slopes, "dz", b.ceGrad),
    dot(slopes, "se", b.seGrad),
  );
}
