// The chance explorer in numbers and in words.
import { format, h, key, readout, setText, summary } from "../../widgets/ui.js";

const percent = (v) => `${format(100 * v)} %`;
const bold = (text) => h("strong", {}, text);

export function numbers({ state, outcomes, about }) {
  const one = oneNumber(about);
  const two = twoThings(outcomes);
  const told = summary();
  const draw = (a) => {
    const single = state.mode === "one";
    one.el.hidden = !single;
    two.el.hidden = single;
    (single ? one : two).draw(a, state);
    told.set(() => (single ? wordsOfOne(a, state) : wordsOfTwo(a, state)));
  };
  return { one: one.el, two: two.el, summary: told.el, draw, stop: told.stop };
}

function oneNumber(about) {
  const parts = {
    mean: readout("mean", (v) => format(v, 4)),
    spread: readout("spread", (v) => format(v, 4)),
    usual: readout("usual", percent),
    last: readout("last", (v) => format(v, 4)),
    between: readout("between", percent),
    area: readout("area", percent),
    width: readout("width", (v) => format(v)),
    tallest: readout("tallest", (v) => format(v)),
  };
  const { mean, spread, usual, last, between, area, width, tallest } = parts;
  const density = h("span", {}, ", area under the density ", area.el);
  const truth = h("span", {});
  const of = " of the draws";
  const first = [key("mean"), bold(" Mean "), mean.el, bold(", spread "), spread.el, ". ", usual.el, of];
  first.push(" lie within one spread of the mean. The last draw is ", last.el, ".");
  const second = [key("band"), bold(" Between the marks "), between.el, of, density, ". "];
  second.push("A bar is ", width.el, " wide; the tallest is ", tallest.el, " high.", truth);
  const el = h("div", { class: "told", "data-control": "numbers" }, h("p", {}, first), h("p", {}, second));
  const draw = (a, state) => {
    for (const [name, part] of Object.entries(parts)) part.set(name === "last" ? a.draws.at(-1) : a[name]);
    density.hidden = truth.hidden = !state.curve;
    setText(truth, ` The density has ${about[state.source]}.`);
  };
  return { el, draw };
}

function twoThings(outcomes) {
  const rows = Object.entries(outcomes).map(([name, label]) => {
    const [seen, product] = ["share", "product"].map((part) =>
      readout(`${name}.${part}`, (v) => v.toFixed(3)),
    );
    const el = h(
      "tr",
      { "data-row": name },
      h("th", { scope: "row" }, label),
      h("td", {}, seen.el),
      h("td", {}, product.el),
    );
    return { name, el, seen, product };
  });
  const [a, b] = ["a", "b"].map((name) => readout(`share.${name}`, (v) => v.toFixed(3)));
  const head = ["happens", "share of draws", "product"].map((text) => h("th", { scope: "col" }, text));
  const verdict = h("p", {});
  const el = h(
    "div",
    { class: "told", "data-control": "numbers" },
    h("p", {}, bold("First "), a.el, bold(", second "), b.el, " of the draws."),
    h(
      "table",
      {},
      h("caption", {}, "Both at once, and the product of the two shares"),
      h("thead", {}, h("tr", {}, head)),
      h(
        "tbody",
        {},
        rows.map((row) => row.el),
      ),
    ),
    verdict,
  );
  const draw = ({ shares }, { n }) => {
    a.set(shares.a);
    b.set(shares.b);
    for (const { name, seen, product } of rows) {
      seen.set(shares[name]);
      product.set(productOf(shares, name));
    }
    setText(verdict, judged(shares, n));
  };
  return { el, draw };
}

export function productOf({ a, b }, name) {
  return (name[0] === "y" ? a : 1 - a) * (name[1] === "y" ? b : 1 - b);
}

// Is the gap more than three times what chance alone makes with so many draws?
function judged(shares, n) {
  const gap = shares.yy - productOf(shares, "yy");
  const usual = Math.sqrt((shares.a * (1 - shares.a) * shares.b * (1 - shares.b)) / n);
  const far = Math.abs(gap) > 3 * usual;
  return far
    ? `Both happen ${gap > 0 ? "more" : "less"} often than the product says: they depend on each other.`
    : "Share and product differ by no more than chance makes: nothing speaks against independence.";
}

const wordsOfOne = (a, { n, curve }) =>
  `${n} ${n === 1 ? "draw" : "draws"}, mean ${format(a.mean)}, spread ${format(a.spread)}. ` +
  `${percent(a.between)} lie between the marks${curve ? `; the density says ${percent(a.area)}` : ""}.` +
  (a.outside ? ` ${a.outside} lie outside the picture.` : "");

const wordsOfTwo = ({ shares }, { n }) =>
  `${n} draws of two things. First ${percent(shares.a)}, second ${percent(shares.b)}, ` +
  `both ${percent(shares.yy)}; the product is ${percent(shares.a * shares.b)}.`;
