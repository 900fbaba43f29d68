// Rows of bars above the steps: inputs, gates, states, factors.
import { format, s, setText } from "../../widgets/ui.js";
import { LEFT, sheet } from "./columns.js";

const HEADED = 16; // px above the first row, for what was typed

// The bars of one row, from its zero up or down; `low` is 0 for a gate, which lies between 0 and 1.
function strip({ name, head, first = 1, count, tall, top, low }, { middle, each, width, numbered }) {
  const zero = low === 0 ? top + tall - 2 : top + tall / 2;
  const reach = (low === 0 ? tall : tall / 2) - 3;
  const bars = Array.from({ length: count }, (_, i) => {
    const t = first + i;
    const rect = s("rect", { x: middle(t) - 0.36 * each, width: 0.72 * each });
    const text = s("text", { x: middle(t), "text-anchor": "middle" });
    return { t, rect, text, el: s("g", { "data-name": `${name}.${t}` }, rect, numbered && text) };
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
    for (const { t, rect, text, el: bar } of bars) {
      const v = values[t - first];
      const size = Math.min(1, Math.abs(v) / most) * reach;
      bar.toggleAttribute("hidden", t < from);
      bar.dataset.value = String(v);
      rect.setAttribute("class", v < 0 ? "bar-of less" : "bar-of");
      rect.setAttribute("y", v < 0 ? zero : zero - size);
      rect.setAttribute("height", size);
      text.setAttribute("y", low === 0 ? zero - 4 : v < 0 ? zero - 4 : zero + 13);
      setText(text, format(v, 2));
    }
  };
  return { el, set };
}

// rows: [{ name, head, values, tall, low }]; typed: what stands above the columns.
export function strips(props, pick) {
  const { svg, inside, draw: shade } = sheet(props, pick);
  let built = "";
  let all = [];
  let marks = [];
  function build(rows, columns, typed) {
    const key = JSON.stringify([columns, rows.map(({ name, head }) => [name, head]), Boolean(typed)]);
    if (key === built) return;
    built = key;
    let top = typed ? HEADED : 0;
    all = rows.map((row) => {
      const one = strip({ ...row, count: row.values.length, top }, columns);
      top += row.tall;
      return one;
    });
    marks = (typed ?? []).map((_, i) =>
      s("text", { class: "typed", x: columns.middle(i + 1), y: 12, "text-anchor": "middle" }),
    );
    inside.replaceChildren(...marks, ...all.map(({ el }) => el));
  }
  function draw({ rows, columns, typed, step, from = 1 }) {
    build(rows, columns, typed);
    const high = rows.reduce((sum, { tall }) => sum + tall, typed ? HEADED : 0);
    shade(columns, high, step);
    rows.forEach(({ values, low }, i) => {
      all[i].set(values, low === 0 ? 1 : Math.max(1, ...values.map(Math.abs)), from);
    });
    marks.forEach((mark, i) => {
      setText(mark, columns.each > 9 * typed[i].token.length ? typed[i].token : "·");
    });
  }
  return { svg, draw };
}
