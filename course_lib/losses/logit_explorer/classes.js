// The softmax half of the logit explorer: four panels with one row a class, and their numbers.
import { clamp, format, h, handle, numberBox, plot, readout, s } from "../../widgets/ui.js";
import { reach } from "./state.js";

const ROW = 34;
const STEP = { x: 0.1, y: 1 };

export function classesView({ state, byHand }) {
  const margin = { left: 58, top: 6, bottom: 38 };
  const panel = (label, xLabel) => plot({ label, xLabel, yLabel: "", margin });
  const panels = {
    z: panel("Logits, one handle a class", "logit z"),
    p: panel("Probabilities", "probability p (dashed: target y)"),
    dz: panel("Slope of the loss by each logit", "dL/dz"),
    dp: panel("Slope of the loss by each probability", "dL/dp"),
  };
  const views = h(
    "div",
    { class: "views" },
    Object.values(panels).map((p) => p.box),
  );
  const body = h("tbody", {});
  const naiveHead = h("th", { scope: "col" }, "naive p");
  const wishHead = h("th", { scope: "col" }, "target y");
  const heads = ["Class", "true", "logit z", "p", naiveHead, wishHead, "dL/dz", "dL/dp"];
  const table = h(
    "div",
    { class: "wide", tabindex: 0, role: "group", "aria-label": "All numbers" },
    h(
      "table",
      {},
      h(
        "thead",
        {},
        h(
          "tr",
          {},
          heads.map((t) => (typeof t === "string" ? h("th", { scope: "col" }, t) : t)),
        ),
      ),
      body,
    ),
  );
  const sum = readout("grad.sum", (v) => format(v));
  const pSum = h(
    "p",
    { class: "comment" },
    "The slopes by the logits sum to ",
    sum.el,
    ": what one class gains, the others give.",
  );
  const el = h("div", { class: "stack" }, views, table, pSum);

  let rows = [];
  let grips = [];
  let built = "";

  const setLogit = (k, z) =>
    byHand({ preset: "", logits: state.logits.map((v, i) => (i === k ? clamp(z, -100, 100) : v)) });

  // One row of inputs and one handle a class; they live as long as the classes do, and keep the focus.
  function build() {
    const made = JSON.stringify(state.classes);
    if (made === built) return;
    built = made;
    for (const grip of grips) grip.remove();
    rows = state.classes.map((name, k) => {
      const radio = h("input", {
        type: "radio",
        name: "target",
        "aria-label": `${name} is true`,
        onchange: () => byHand({ target: k }),
      });
      const number = numberBox({
        label: `Logit of ${name}`,
        min: -100,
        max: 100,
        value: state.logits[k],
        onInput: (z) => setLogit(k, z),
      });
      const cell = (part, digits = 3) => readout(`${part}.${k}`, (v) => format(v, digits));
      const out = {
        p: cell("p"),
        naive: readout(`naive.${k}`, (v) => (Number.isNaN(v) ? "NaN" : format(v))),
        y: cell("y"),
        dz: cell("dz"),
        dp: cell("dp"),
      };
      const [naive, wish] = [h("td", {}, out.naive.el), h("td", {}, out.y.el)];
      const tr = h(
        "tr",
        {},
        h("th", { scope: "row" }, name),
        h("td", {}, radio),
        h("td", {}, number.el),
        h("td", {}, out.p.el),
        naive,
        wish,
        h("td", {}, out.dz.el),
        h("td", {}, out.dp.el),
      );
      return { tr, radio, number, out, naive, wish };
    });
    body.replaceChildren(...rows.map((row) => row.tr));
    grips = state.classes.map((name, k) =>
      handle(panels.z, {
        label: `Logit of ${name}`,
        axis: "x",
        "data-class": k,
        shape: s("rect", { class: "grip", x: -6, y: -11, width: 12, height: 22, rx: 4 }),
        get: () => ({ x: state.logits[k] ?? 0, y: k }),
        set: ({ x }) => setLogit(k, x),
        bounds: () => ({ x: panels.z.x.domain, y: [k, k] }),
        step: () => STEP,
        describe: () => `${format(state.logits[k], 4)}`,
      }),
    );
  }

  function draw(a) {
    build();
    const n = state.classes.length;
    const full = views.clientWidth;
    const width = Math.max(200, full >= 560 ? Math.floor((full - 12) / 2) : full);
    const shared = { width, height: n * ROW + 44, y: [n - 0.5, -0.5], names: state.classes };
    const far = reach(state.logits);
    const steep = 1.15 * Math.max(1 / state.temperature, ...[...a.grad].map(Math.abs));
    const deepest = Math.max(1, ...[...a.gradProbs].filter(Number.isFinite).map(Math.abs));
    panels.z.layout({ ...shared, x: [-far, far] });
    panels.p.layout({ ...shared, x: [0, 1.02] });
    panels.dz.layout({ ...shared, x: [-steep, steep] });
    panels.dp.layout({ ...shared, x: [-1.15 * deepest, 0.15 * deepest] });

    bars(panels.z, state.logits, "z", "bar-mark");
    bars(panels.p, a.probs, "p", "bar-mark");
    bars(panels.dz, a.grad, "dz", "hollow");
    bars(
      panels.dp,
      a.gradProbs.map((v) => (Number.isFinite(v) ? v : -2 * deepest)),
      "dp",
      "hollow",
    );
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
    for (const grip of grips) grip.place();

    naiveHead.hidden = !state.naive;
    wishHead.hidden = state.smoothing === 0;
    rows.forEach((row, k) => {
      row.radio.checked = k === state.target;
      row.number.set(state.logits[k]);
      row.naive.hidden = !state.naive;
      row.wish.hidden = state.smoothing === 0;
      row.out.p.set(a.probs[k]);
      row.out.naive.set(a.naive[k]);
      row.out.y.set(a.y[k]);
      row.out.dz.set(a.grad[k]);
      row.out.dp.set(a.gradProbs[k]);
      if (k === state.target) row.tr.setAttribute("aria-current", "true");
      else row.tr.removeAttribute("aria-current");
    });
    sum.set(a.gradSum);
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

  return { el, draw };
}
