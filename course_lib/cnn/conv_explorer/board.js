// A map of numbers as a grid of cells: shaded, with the numbers where they fit, with marks on some of them.
import { s } from "../../widgets/ui.js";
import { LEAST, minuses, numbered, shaded } from "./cells.js";

// label: what it is called; name: of its numbers; press(cell, begins), over(cell | null): what a hand does; key: arrow keys.
export function board({ label, name, press, over, key }) {
  const cells = s("g", {});
  const signs = s("path", { class: "minus" });
  const marks = s("g", { class: "marks", "aria-hidden": "true" });
  const svg = s(
    "svg",
    {
      class: "plot map",
      role: press ? "application" : "img",
      tabindex: press ? 0 : null,
      "aria-label": label,
    },
    s("g", {}, cells, marks),
  );
  let now = { rows: 0, cols: 0, pad: 0, cell: 0 };
  let all = [];
  const at = ({ clientX, clientY }) => {
    const box = svg.getBoundingClientRect();
    const [c, r] = [clientX - box.left, clientY - box.top].map((v) => Math.floor(v / now.cell) - now.pad);
    return r >= 0 && c >= 0 && r < now.rows && c < now.cols ? [r, c] : null;
  };
  if (press) listen({ svg, at, press, over, key });

  function build({ rows, cols, pad, cell }) {
    if (JSON.stringify(now) === JSON.stringify({ rows, cols, pad, cell })) return;
    now = { rows, cols, pad, cell };
    const [wide, high] = [(cols + 2 * pad) * cell, (rows + 2 * pad) * cell];
    for (const [k, v] of Object.entries({ width: wide, height: high })) svg.setAttribute(k, v);
    const kind = cell < LEAST ? shaded : numbered;
    all = Array.from({ length: (rows + 2 * pad) * (cols + 2 * pad) }, (_, i) => {
      const [r, c] = [Math.floor(i / (cols + 2 * pad)) - pad, (i % (cols + 2 * pad)) - pad];
      const own = r >= 0 && c >= 0 && r < rows && c < cols;
      return kind(r, c, own, { pad, cell, name });
    });
    cells.replaceChildren(...all.map(({ el }) => el), signs);
  }

  // values[row][column]; lit: cells with a frame; faint: cells that are seen by way of others; cursor: the cell that
  // the keyboard is at; role of the shades.
  function draw({ values, pad = 0, cell, most, lit = [], faint = [], cursor, role = "value" }) {
    build({ rows: values.length, cols: values[0].length, pad, cell });
    svg.dataset.role = role;
    for (const each of all) if (each.own) each.set(values[each.r][each.c], most);
    svg.classList.toggle("fine", cell < LEAST);
    signs.setAttribute("d", cell < LEAST ? minuses(values, pad, cell) : "");
    const inset = cell < LEAST ? 0.5 : 1.5;
    const frame = ({ top, left, rows, cols }, look) =>
      s("rect", {
        class: look,
        x: (left + pad) * cell + inset,
        y: (top + pad) * cell + inset,
        width: cols * cell - 2 * inset,
        height: rows * cell - 2 * inset,
      });
    const frames = (cells, look) => areas(cells).map((area) => frame(area, look));
    marks.replaceChildren(
      ...frames(faint, "faint"),
      ...frames(lit, "lit"),
      ...frames(cursor ? [cursor] : [], "cursor"),
    );
  }
  return { el: svg, draw };
}

// One rectangle where the cells fill it, else one for each of them: a dilated window has gaps.
function areas(cells) {
  const ends = (list) => [Math.min(...list), Math.max(...list)];
  const [[top, bottom], [left, right]] = [0, 1].map((i) => ends(cells.map((cell) => cell[i])));
  const [rows, cols] = [bottom - top + 1, right - left + 1];
  if (cells.length === rows * cols) return [{ top, left, rows, cols }];
  return cells.map(([r, c]) => ({ top: r, left: c, rows: 1, cols: 1 }));
}

// A press and what is drawn with it, the mouse above a cell, and the keys.
function listen({ svg, at, press, over, key }) {
  let held = false;
  const hear = (type, f) => svg.addEventListener(type, f);
  hear("pointerdown", (event) => {
    const cell = at(event);
    if (event.button !== 0 || !cell) return;
    event.preventDefault();
    svg.focus({ preventScroll: true });
    svg.setPointerCapture(event.pointerId);
    held = true;
    press(cell, true);
  });
  hear("pointermove", (event) => {
    const cell = at(event);
    if (held && cell) press(cell, false);
    else over(cell);
  });
  for (const type of ["pointerup", "pointercancel", "lostpointercapture"])
    hear(type, () => {
      held = false;
    });
  hear("pointerleave", () => over(null));
  hear("keydown", (event) => {
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    if (key(event)) event.preventDefault();
  });
}
