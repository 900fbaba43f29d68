// All numbers of the softmax: one row a class, with its radio button and its box.
import { format, h, numberBox, readout } from "../../widgets/ui.js";

export function classTable({ state, byHand, setLogit }) {
  const body = h("tbody", {});
  const naiveHead = h("th", { scope: "col" }, "naive p");
  const wishHead = h("th", { scope: "col" }, "target y");
  const heads = ["Class", "true", "logit z", "p", naiveHead, wishHead, "dL/dz", "dL/dp"];
  const headRow = heads.map((t) => (typeof t === "string" ? h("th", { scope: "col" }, t) : t));
  const el = h(
    "div",
    { class: "sideways", "data-control": "table", tabindex: 0, role: "group", "aria-label": "All numbers" },
    h("table", {}, h("thead", {}, h("tr", {}, headRow)), body),
  );
  const total = readout("grad.sum", (v) => format(v));
  const sum = h(
    "p",
    { class: "comment", "data-control": "table" },
    "The slopes along the logits add up to ",
    total.el,
    ": what one class gains, the others give.",
  );
  let rows = [];
  const build = () => {
    rows = state.classes.map((name, k) => row({ state, byHand, setLogit }, name, k));
    body.replaceChildren(...rows.map(({ tr }) => tr));
  };
  const draw = (a) => {
    naiveHead.hidden = !state.naive;
    wishHead.hidden = state.smoothing === 0;
    for (const { show } of rows) show(a);
    total.set(a.gradSum);
  };
  return { el, sum, build, draw };
}

function row({ state, byHand, setLogit }, name, k) {
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
  const cell = (part) =>
    readout(`${part}.${k}`, (v) => (part === "naive" && Number.isNaN(v) ? "NaN" : format(v)));
  const [p, naive, y, dz, dp] = ["p", "naive", "y", "dz", "dp"].map(cell);
  const td = ({ el }) => h("td", {}, el);
  const [naiveCell, wishCell] = [td(naive), td(y)];
  const head = h("th", { scope: "row" }, name);
  const tr = h("tr", {}, head, h("td", {}, radio), td(number), td(p), naiveCell, wishCell, td(dz), td(dp));

  function show(a) {
    radio.checked = k === state.target;
    number.set(state.logits[k]);
    naiveCell.hidden = !state.naive;
    wishCell.hidden = state.smoothing === 0;
    p.set(a.probs[k]);
    naive.set(a.naive[k]);
    y.set(a.y[k]);
    dz.set(a.grad[k]);
    dp.set(a.gradProbs[k]);
    if (k === state.target) tr.setAttribute("aria-current", "true");
    else tr.removeAttribute("aria-current");
  }
  return { tr, show };
}
