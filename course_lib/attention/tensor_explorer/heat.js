// A table of numbers as colors, and the numbers in words. A mark stands on one cell; the pointer or the arrow keys move it.
import { clamp, format, h, readout, setText } from "../../widgets/ui.js";
import { painter } from "./paint.js";
import { nameOf, numbersOf } from "./views.js";

const GUTTER = 76; // px, of the names of the rows

// pick(cell): a hand moves the mark; cellOf(): where it stands; draw's `head`: which row has an arrow, if rows are heads.
export function heat({ pick, cellOf, words }) {
  const canvas = h("canvas", {
    class: "heat",
    tabindex: 0,
    role: "slider",
    "aria-label": words.cell,
    "aria-valuemin": 0,
    onpointermove: (event) => pick(under(event, canvas, view)),
    onpointerdown: (event) => pick(under(event, canvas, view)),
    onkeydown: (event) => {
      const to = beside(event.key, view, numbersOf(view, cellOf()).at);
      if (to === null) return;
      event.preventDefault();
      pick(to);
    },
  });
  const paint = painter(canvas);
  const said = numbersLine(words);
  const [title, what] = [h("b", {}), h("span", {})];
  const names = h("div", { class: "names", "aria-hidden": "true" });
  const picture = h("div", { class: "picture" }, names, canvas);
  const el = h("div", { "data-control": "heat" }, h("p", { class: "named" }, title, what), picture, said.el);
  let [view, told] = [null, ""];
  function draw({ view: next, name, title: about, width, colors, head, rest }) {
    view = next;
    const numbers = numbersOf(view, cellOf());
    const most = Math.max(Math.abs(numbers.least), Math.abs(numbers.largest)) || 1;
    const called = view.heads ? `${view.rows} ${head}` : "";
    if (called !== told) names.replaceChildren(...namesOf(view, head));
    told = called;
    names.hidden = !view.heads;
    paint(view, { most, width: width - (view.heads ? GUTTER : 0), colors, mark: numbers.at });
    const cell = nameOf(view, numbers.at);
    canvas.setAttribute("aria-valuemax", view.values.length - 1);
    canvas.setAttribute("aria-valuenow", numbers.at);
    canvas.setAttribute("aria-valuetext", `${cell}: ${format(numbers.value, 4)}`);
    if (!rest) return;
    setText(title, `${name} ${view.size}`);
    setText(what, `: ${about}`);
    said.draw(numbers, { cell, whose: view.sums === "row" ? words.row : words.all });
  }
  return { el, draw };
}

function namesOf({ heads, rows, row }, head) {
  const chosen = (r) => r === head - 1;
  return Array.from({ length: heads ? rows : 0 }, (_, r) =>
    h("span", chosen(r) ? { class: "chosen" } : {}, chosen(r) ? `▸ ${row(r)}` : row(r)),
  );
}

function numbersLine(words) {
  const names = ["cell", "sum", "least", "largest"];
  const [value, sum, least, largest] = names.map((name) => readout(name, (v) => format(v, 4)));
  const [where, whose] = [h("span", {}), h("span", {})];
  const scale = h("span", { class: "scale" });
  const el = h(
    "p",
    { class: "numbers" },
    h("span", { class: "here" }, where, " ", value.el),
    h("span", {}, whose, " ", sum.el),
    h("span", {}, words.from, " ", least.el, " ", words.to, " ", largest.el),
    h("span", { "aria-hidden": "true" }, "− ", scale, " +"),
  );
  function draw(numbers, told) {
    setText(where, `${told.cell}:`);
    setText(whose, told.whose);
    value.set(numbers.value);
    sum.set(numbers.sum);
    least.set(numbers.least);
    largest.set(numbers.largest);
  }
  return { el, draw };
}

function under({ clientX, clientY }, canvas, { rows, columns, values }) {
  const box = canvas.getBoundingClientRect();
  const at = (px, size, n) => clamp(Math.floor((px * n) / size), 0, n - 1);
  const column = at(clientX - box.left, box.width, columns);
  return Math.min(at(clientY - box.top, box.height, rows) * columns + column, values.length - 1);
}

// Where an arrow leads; beyond one end the other begins.
function beside(key, { columns, values }, at) {
  const by = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -columns, ArrowDown: columns }[key];
  if (!by) return null;
  return (at + by + values.length) % values.length;
}
