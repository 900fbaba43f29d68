// All weights as a table, a row for each query with its entropy; and one query from its scores to its output, or back.
import { format, h, setText } from "../../widgets/ui.js";

const places = (v) => format(Math.round(100 * v) / 100);

// A cell that tells `value`, or the two of a vector.
function tell(cell, name, value, text) {
  cell.dataset.name = name;
  cell.dataset.value = String(value);
  setText(cell, text);
}

const two = (cell, name, v) => {
  if (!cell.firstChild) cell.append(h("span", {}), ", ", h("span", {}));
  v.forEach((each, i) => {
    tell(cell.children[i], `${name}.${"xy"[i]}`, each, places(each));
  });
};

// pick(t): the query of that row asks.
export function matrix(pick) {
  const caption = h("caption", {}, "Weights, a row a query. Press a word.");
  const table = h("table", { class: "weights" }, caption);
  const el = h("div", { class: "sideways", "data-control": "matrix" }, table);
  let built = "";
  let rows = [];
  function build(words) {
    built = JSON.stringify(words);
    rows = words.map((word, t) => {
      const ask = h("button", { type: "button", onclick: () => pick(t + 1) }, word);
      const cells = words.map(() => h("td", {}));
      const end = h("td", { class: "entropy" });
      return { ask, cells, end, el: h("tr", {}, h("th", { scope: "row" }, ask), cells, end) };
    });
    const head = words.map((word) => h("th", { scope: "col" }, word));
    table.replaceChildren(
      caption,
      h(
        "thead",
        {},
        h("tr", {}, h("th", { scope: "col" }, "query"), head, h("th", { scope: "col" }, "entropy")),
      ),
      h(
        "tbody",
        {},
        rows.map((row) => row.el),
      ),
    );
  }
  function draw({ words, pick: picked, one, seen, entropy }) {
    if (JSON.stringify(words) !== built) build(words);
    rows.forEach(({ ask, cells, end, el: row }, i) => {
      ask.setAttribute("aria-pressed", i === picked);
      row.setAttribute("aria-current", i === picked);
      cells.forEach((cell, j) => {
        const w = one.weights[i][j];
        tell(cell, `w.${i + 1}.${j + 1}`, w, seen[i][j] ? w.toFixed(2) : "0");
        cell.className = seen[i][j] ? "weight" : "weight unseen";
        cell.style.setProperty("--w", w.toFixed(3));
      });
      tell(end, `H.${i + 1}`, entropy[i], entropy[i].toFixed(2));
    });
  }
  return { el, draw };
}

const FORWARD = ["word", "key k", "score s", "weight w", "value v"];
const BACKWARD = ["word", "∂L/∂k", "∂L/∂s", "∂L/∂w", "∂L/∂v"];

// The query that asks: a row for each key, and below what comes of all.
export function chain() {
  const caption = h("caption", {});
  const table = h("table", { class: "chain" }, caption);
  const el = h("div", { class: "sideways", "data-control": "chain" }, table);
  let built = "";
  let rows = [];
  let foot;
  const query = h("span", {});
  function build(words, back) {
    built = JSON.stringify([words, back]);
    const cells = () => Array.from({ length: 4 }, () => h("td", {}));
    rows = words.map((word) => {
      const own = cells();
      return { own, el: h("tr", {}, h("th", { scope: "row" }, word), own) };
    });
    foot = h("td", {});
    const label = back ? "∂L/∂q" : "output";
    table.replaceChildren(
      caption,
      h(
        "thead",
        {},
        h(
          "tr",
          {},
          (back ? BACKWARD : FORWARD).map((each) => h("th", { scope: "col" }, each)),
        ),
      ),
      h(
        "tbody",
        {},
        rows.map((row) => row.el),
        h("tr", { class: "sum" }, h("th", { scope: "row", colspan: 4 }, label), foot),
      ),
    );
  }
  function draw(all, back) {
    const { words, pick, one, out } = all;
    if (JSON.stringify([words, back]) !== built) build(words, back);
    const by = all.by === 1 ? "q · k" : "q · k / √2";
    const head = all.heads > 1 ? `, head ${all.head + 1}` : "";
    const asks = back ? "Back through the query of" : "The query of";
    caption.replaceChildren(`${asks} ${words[pick]}${head}: q = `, query, back ? "" : `, s = ${by}`);
    two(query, "q", one.q[pick]);
    rows.forEach(({ own }, t) => {
      (back ? backRow : frontRow)(own, all, t);
    });
    two(foot, back ? "dq" : "out", back ? one.dq : out[pick]);
  }
  return { el, draw };
}

function frontRow([key, score, weight, value], { one, pick, seen }, t) {
  const [w, v] = [one.weights[pick][t], one.scores[pick][t]];
  two(key, `k.${t + 1}`, one.k[t]);
  tell(score, `s.${t + 1}`, v, seen[pick][t] ? places(v) : "−∞");
  tell(weight, `p.${t + 1}`, w, w.toFixed(2));
  two(value, `v.${t + 1}`, one.v[t]);
}

function backRow([byKey, byScore, byWeight, byValue], { one }, t) {
  two(byKey, `dk.${t + 1}`, one.dk[t]);
  tell(byScore, `ds.${t + 1}`, one.ds[t], places(one.ds[t]));
  tell(byWeight, `dw.${t + 1}`, one.dw[t], places(one.dw[t]));
  two(byValue, `dv.${t + 1}`, one.dv[t]);
}

// What it costs: this sentence, and all of the lesson.
export function lossLine() {
  const el = h("p", { class: "loss", "data-control": "loss" });
  const own = h("span", { class: "readout" });
  const mean = h("span", { class: "readout" });
  const right = h("span", { class: "readout" });
  function draw({ loss, all, noun, pick, words }, back) {
    el.hidden = !back && !all;
    tell(own, "loss", loss, format(loss));
    const goal = noun ? `code of ${noun}` : "goal";
    const parts = [`L = ½ |output of ${words[pick]} − ${goal}|² = `, own];
    if (all) {
      tell(mean, "mean", all.loss, format(all.loss));
      tell(right, "right", all.right, String(all.right));
      parts.push(`. All ${all.count} sentences: mean `, mean, ", ", right, " right");
    }
    if (back) parts.push(". Dashed arrows: minus the gradient");
    el.replaceChildren(...parts, ".");
  }
  return { el, draw };
}
