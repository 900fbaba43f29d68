// The loss explorer in numbers and in words: the table of fits, the sum of the pulls, the summary.
import { format, h, key, readout, setText, summary } from "../../widgets/ui.js";

export function numbers({ state, losses: names, optima }) {
  const total = readout("pull.sum", (v) => format(v, 4));
  const average = readout("pull.mean", (v) => format(v, 4));
  const verdict = h("span", {});
  const told = summary();
  const { table, rows } = fitsTable(state, names);
  const pulls = h(
    "p",
    { class: "pulls", "data-control": "sum" },
    "The gradients ℓ′(r) add up to ",
    total.el,
    ", on average ",
    average.el,
    ".",
    verdict,
  );

  function draw(a) {
    for (const row of rows) row.draw(a);
    total.set(a.total);
    average.set(a.total / a.y.length);
    setText(verdict, balance(a));
    const fitted = (f) => (a.flat ? format(f.level, 4) : `${format(f.intercept)} plus ${format(f.slope)} x`);
    told.set(
      () =>
        `${names[state.loss]} loss: the best fit is ${fitted(a.fit)}${a.flat ? `, ${optima[state.loss]}` : ""}, with a loss of ${format(a.fit.best, 4)}. ` +
        `Your fit has a loss of ${format(a.fit.yours, 4)}.` +
        (a.fit.high > a.fit.low
          ? ` Every level from ${format(a.fit.low)} to ${format(a.fit.high)} is as good; we draw the middle one.`
          : ""),
    );
  }
  return { pulls, table, summary: told.el, draw, stop: told.stop };
}

// What the sum of the pulls says of the fit.
function balance({ total, pulls, reach, optimal }) {
  const zero = Math.abs(total) <= 1e-9 * (1 + Math.max(...pulls.map(Math.abs)));
  if (reach[1] > reach[0] && optimal && !zero)
    return ` A point right on the fit sits at the corner of the penalty, where any slope between those of the two sides will do. So the sum may be anything from ${format(reach[0])} to ${format(reach[1])}. Zero is among them: this is the best fit.`;
  if (optimal) return " The targets pull equally hard both ways: this is the best fit.";
  if (zero) return " The targets pull equally hard up and down, but they would still tilt the line.";
  return ` Each target pulls with −ℓ′(r): together they pull the fit ${total > 0 ? "down" : "up"}.`;
}

const head = (texts) =>
  h(
    "thead",
    {},
    h(
      "tr",
      {},
      texts.map((t) => h("th", { scope: "col" }, t)),
    ),
  );

function fitsTable(state, names) {
  const rows = Object.keys(names).map((name) => row(state, name, names[name]));
  const table = h(
    "table",
    { "data-control": "table" },
    h("caption", {}, "Mean loss under each penalty"),
    head(["Loss", "Best fit", "its loss", "your loss"]),
    h(
      "tbody",
      {},
      rows.map(({ el }) => el),
    ),
  );
  return { table, rows };
}

function row(state, name, label) {
  const [fit, best, yours] = ["fit", "best", "yours"].map((part) =>
    readout(`${name}.${part}`, (v) => format(v, 4)),
  );
  const slope = readout(`${name}.slope`, (v) =>
    state.mode === "line" ? ` ${v < 0 ? "−" : "+"} ${format(Math.abs(v))} x` : "",
  );
  const el = h(
    "tr",
    { "data-row": name },
    h("th", { scope: "row" }, key(name), ` ${label}`),
    h("td", {}, fit.el, slope.el),
    h("td", {}, best.el),
    h("td", {}, yours.el),
  );
  const draw = ({ flat, fits }) => {
    const f = fits[name];
    fit.set(flat ? f.level : f.intercept);
    slope.set(f.slope);
    best.set(f.best);
    yours.set(f.yours);
    if (name === state.loss) el.setAttribute("aria-current", "true");
    else el.removeAttribute("aria-current");
  };
  return { el, draw };
}
