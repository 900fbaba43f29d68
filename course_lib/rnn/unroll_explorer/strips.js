// Rows of bars above the steps: inputs, gates, states, factors.
import { format, s, setText } from "../../widgets/ui.js";
import { LEFT, sheet } from "./columns.js";

const LINE = 15; // px of a line of words above the rows
const WIDE = 0.31; // half of a bar, as a part of its column
const CELL = 0.4; // half of a cell

// The bars of one row, from its zero up or down; `low` is 0 for a gate, which lies between 0 and 1.
function strip({ name, head, count, tall, top, low, knobs }, { middle, each, width, numbered }) {
  const zero = low === 0 ? top + tall - 2 : top + tall / 2;
  const reach = (low === 0 ? tall : tall / 2) - (knobs ? 6 : 3);
  const clear = knobs ? 4 : 0; // of the knob of an input that is 0
  const bars = Array.from({ length: count }, (_, i) => {
    const t = i + 1;
    const rect = s("rect", { x: middle(t) - WIDE * each, width: 2 * WIDE * each });
    const text = s("text", { x: middle(t), "text-anchor": "middle" });
    const knob = knobs && s("circle", { class: "knob", cx: middle(t), r: Math.min(4.5, 0.25 * each) });
    return { t, rect, text, knob, el: s("g", { "data-name": `${name}.${t}` }, rect, knob, numbered && text) };
  });
  const el = s(
    "g",
    { class: `strip ${name}` },
    s("line", { class: "zero", x1: LEFT, x2: width, y1: zero, y2: zero }),
    s("text", { class: "head", x: LEFT - 8, y: top + tall / 2 + 4, "text-anchor": "end" }, head),
    bars.map((bar) => bar.el),
  );
  // from: the first step in sight; those before it wait for the walk
  const set = (values, most, from) => {
    for (const { t, rect, text, knob, el: bar } of bars) {
      const v = values[t - 1];
      const size = Math.min(1, Math.abs(v) / most) * reach;
      bar.toggleAttribute("hidden", t < from);
      bar.dataset.value = String(v);
      rect.setAttribute("class", v < 0 ? "bar-of less" : "bar-of");
      rect.setAttribute("y", v < 0 ? zero : zero - size);
      rect.setAttribute("height", size);
      knob?.setAttribute("cy", v < 0 ? zero + size : zero - size);
      text.setAttribute("y", low === 0 || v < 0 ? zero - 5 - clear : zero + 13 + clear);
      setText(text, format(v, Math.abs(v) < 0.001 ? 1 : 2));
    }
  };
  return { el, set };
}

// Between the cells: what goes on to the next step, and with `back` what comes back from it.
function arrows(y, { middle, each, last }, back) {
  const head = Math.min(4, 0.1 * each);
  const one = (t) => {
    const [from, to] = [middle(t) + CELL * each, middle(t + 1) - CELL * each];
    const [tip, tail] = back ? [from, from + head] : [to, to - head];
    return `M${from} ${y}H${to}M${tail} ${y - head}L${tip} ${y}L${tail} ${y + head}`;
  };
  return s("path", { class: "arrow", d: Array.from({ length: last - 1 }, (_, i) => one(i + 1)).join("") });
}

const cells = (high, { middle, each, last }) =>
  Array.from({ length: last }, (_, i) =>
    s("rect", {
      class: "cell",
      x: middle(i + 1) - CELL * each,
      y: 1,
      width: 2 * CELL * each,
      height: high - 2,
      rx: 5,
    }),
  );

// lines: words above the columns, a list for each line; rows: [{ name, head, values, tall, low, knobs, arrow }], where
// `arrow` is "on" or "back"; boxed: the rows of a step are one cell.
export function strips(props, pick, boxed = false) {
  const { svg, inside, draw: shade } = sheet(props, pick);
  let built = "";
  let all = [];
  function build(rows, columns, lines) {
    const key = JSON.stringify([columns, rows.map(({ name, tall }) => [name, tall]), lines]);
    if (key === built) return;
    built = key;
    const marks = lines.flatMap(({ head, words }, k) => [
      s("text", { class: "head", x: LEFT - 8, y: LINE * k + 12, "text-anchor": "end" }, head),
      ...words.map((word, i) =>
        s("text", { x: columns.middle(i + 1), y: LINE * k + 12, "text-anchor": "middle" }, word),
      ),
    ]);
    let top = LINE * lines.length;
    const between = [];
    all = rows.map((row) => {
      const one = strip({ ...row, count: row.values.length, top }, columns);
      if (row.arrow) between.push(arrows(top + row.tall / 2, columns, row.arrow === "back"));
      top += row.tall;
      return one;
    });
    inside.replaceChildren(
      ...(boxed ? cells(top, columns) : []),
      ...marks,
      ...all.map(({ el }) => el),
      ...between,
    );
  }
  function draw({ rows, columns, lines = [], step, from = 1 }) {
    build(rows, columns, lines);
    shade(
      columns,
      rows.reduce((sum, { tall }) => sum + tall, LINE * lines.length),
      step,
    );
    rows.forEach(({ values, low }, i) => {
      all[i].set(values, low === 0 ? 1 : Math.max(1, ...values.map(Math.abs)), from);
    });
  }
  return { svg, draw };
}
