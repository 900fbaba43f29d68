// Layer under layer: how large its values are, and how large the gradients that come back to it.
import { format, h, readout, setText } from "../../widgets/ui.js";
import { gauge, survey } from "./engine.js";
import { sharp, tiny } from "./maps.js";

const ROW = 34;
const AXIS = 22; // px below the rows
const ZERO = 16; // px: the place of an exact 0, which has no power of ten
const SIDE = 64; // px: the name of a layer, a number

export function strata({ state, words, it }) {
  const { say } = words;
  const canvases = [say.values, say.gradients].map((label) =>
    h("canvas", { role: "img", "aria-label": label }),
  );
  const ratio = readout("layers.ratio", tiny);
  const body = h("tbody");
  const heads = [say.layer_head, say.values, say.spread, say.gradients, say.norm].map((text) =>
    h("th", { scope: "col" }, text),
  );
  const el = h(
    "div",
    { "data-control": "layers", class: "strata" },
    h("table", {}, h("thead", {}, h("tr", {}, heads)), body),
    h("p", {}, `${say.ratio} `, ratio.el),
  );
  const on = () => state.histograms && it.run.train.n > 0;
  let lines = [];
  let built = "";
  let pictures = [];
  let meter = null;

  // Anew where there are other layers, or there is another width.
  function layout(room) {
    el.hidden = !on();
    const n = state.hidden.length + 1;
    const key = String([n, room, devicePixelRatio]);
    if (el.hidden || key === built) return;
    built = key;
    const width = (room - 3 * SIDE) >> 1;
    lines = Array.from({ length: n }, (_, k) => line(k, canvases, n));
    body.replaceChildren(
      ...lines.map((each) => each.el),
      h("tr", { class: "axis" }, h("td"), h("td"), h("td")),
    );
    pictures = canvases.map((canvas, i) => picture(sharp(canvas, width, n * ROW + AXIS), width, i * ZERO));
  }
  function draw(colours) {
    if (!on()) return;
    if (meter?.run !== it.run) meter = { run: it.run, ...gauge(it.run) };
    const { top, rows } = survey(meter.look());
    const names = [
      ...state.activation.map((f) => words.activation[f]),
      words.output_activation[state.output_activation],
    ];
    rows.forEach((row, k) => lines[k].show(row, names[k]));
    ratio.set(rows[0].norm / rows.at(-1).norm);
    const ends = [0, 0.5, 1].map((share) => [share, format((2 * share - 1) * top)]);
    pictures[0](
      colours,
      2,
      ends,
      rows.map((row) => [row.values]),
    );
    pictures[1](
      colours,
      3,
      POWERS,
      rows.map((row) => [row.powers, row.zeros]),
    );
  }
  const rest = () => on() && lines.forEach((each) => each.rest());
  const tell = () => (on() ? ` ${say.ratio} ${ratio.el.textContent}.` : "");
  return { el, layout, draw, rest, tell };
}

// One layer's line of the table; the first holds both pictures, as tall as all lines.
function line(k, canvases, n) {
  const [spread, norm] = ["spread", "norm"].map((name) => readout(`layer${k + 1}.${name}`, tiny));
  const name = h("small");
  const cell = (i) => !k && h("td", { rowspan: n + 1 }, canvases[i]);
  const head = h("th", { scope: "row" }, k < n - 1 ? k + 1 : "out", name);
  const el = h("tr", {}, head, cell(0), h("td", {}, spread.el), cell(1), h("td", {}, norm.el));
  let last = null;
  const show = (row, f) => {
    last = row;
    setText(name, f);
    spread.set(row.spread);
    norm.set(row.norm);
  };
  const rest = () => {
    for (const which of ["values", "powers", "zeros"]) el.dataset[which] = JSON.stringify(last[which]);
  };
  return { el, show, rest };
}

// Where on the scale of a survey a power of ten stands.
const POWERS = [
  [1 / 7, "10⁻⁸"],
  [3 / 7, "10⁻⁴"],
  [5 / 7, "1"],
];

// rows: [counts, how many exact zeros]. The tallest bar is as tall as its row; the zeros, in `left` px of their own, are
// as tall as their share.
function picture(c, width, left) {
  c.font = "12px system-ui, sans-serif";
  return (colours, role, ticks, rows) => {
    const floor = rows.length * ROW;
    const inner = width - left;
    c.clearRect(0, 0, width, floor + AXIS);
    c.fillStyle = c.strokeStyle = colours.edge;
    for (const [share] of ticks) c.fillRect(left + share * (inner - 1), 0, 0.5, floor + 4);
    rows.forEach(([counts, zeros = 0], k) => {
      const bottom = (k + 1) * ROW - 1;
      const tall = (ROW - 6) / Math.max(1, ...counts);
      const wide = inner / counts.length;
      c.fillStyle = colours.ofClass(role);
      counts.forEach((count, i) => {
        const high = count && Math.max(count * tall, 1.5);
        c.fillRect(left + i * wide, bottom - high, wide - 0.5, high);
      });
      const share = zeros / counts.reduce((sum, count) => sum + count, zeros);
      if (zeros) c.strokeRect(2.5, bottom - share * (ROW - 6), left - 7, share * (ROW - 6));
      c.fillStyle = colours.edge;
      c.fillRect(0, bottom, width, 1);
    });
    c.fillStyle = colours.muted;
    if (left) c.fillText("0", 3, floor + 16);
    ticks.forEach(([share, text], i) => {
      if (inner > 99 || i !== 1)
        c.fillText(text, left + share * (inner - c.measureText(text).width), floor + 16);
    });
  };
}
