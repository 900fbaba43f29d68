// One array as a grid of cells: its own ones solid, the copies that NumPy thinks of dashed.
import { h, handle, linear, s } from "../../widgets/ui.js";
import { at, gridOf, source } from "./shapes.js";
import { shapeText } from "./state.js";

const CELL = 36;
const EDGE = 12; // room for the handle at the corner

// onPick(row, column): a cell was pressed.
export function grid({ role, label, onPick }) {
  const cells = s("g", { "aria-hidden": "true" });
  const handles = s("g", {});
  const svg = s("svg", { class: "plot grid-of", role: "group", "aria-label": label }, cells, handles);
  const shape = h("code", {});
  const caption = h("figcaption", {}, h("strong", {}, label), " ", shape);
  const el = h(
    "figure",
    { class: "array", "data-role": role, "data-control": role === "result" && role },
    caption,
    svg,
  );
  const x = linear([0, 1], [EDGE, EDGE + CELL]);
  // upward keys count down the rows: y is minus the row
  const y = linear([0, -1], [EDGE, EDGE + CELL]);
  const place = { svg, handles, x, y };

  // array: { shape, values }; size: rows and columns to draw; lit: cells that are marked
  const draw = (array, size, lit) => {
    const [rows, columns] = size;
    const own = gridOf(array.shape);
    shape.textContent = shapeText(array.shape);
    svg.setAttribute("width", columns * CELL + 2 * EDGE);
    svg.setAttribute("height", rows * CELL + 2 * EDGE);
    const all = Array.from({ length: rows * columns }, (_, i) => [Math.floor(i / columns), i % columns]);
    cells.replaceChildren(
      ...all.map(([row, column]) => {
        const copy = row >= own[0] || column >= own[1];
        const marked = lit.some(([r, c]) => r === row && c === column);
        const value = at(array, ...source(array.shape, row, column));
        const look = ["cell", copy && "copy", marked && "lit"].filter(Boolean).join(" ");
        return cell(place, { look, row, column, value, onPick });
      }),
    );
  };
  return { el, place, draw };
}

function cell({ x, y }, { look, row, column, value, onPick }) {
  const [left, top] = [x(column), y(-row)];
  return s(
    "g",
    {
      class: look,
      "data-cell": `${row},${column}`,
      "data-cell-value": value,
      onclick: () => onPick?.(row, column),
    },
    s("rect", { x: left + 1.5, y: top + 1.5, width: CELL - 3, height: CELL - 3, rx: 5 }),
    s(
      "text",
      { x: left + CELL / 2, y: top + CELL / 2 + 5, "text-anchor": "middle" },
      String(value).replace("-", "−"),
    ),
  );
}

// The corner of an array: pull it, and the shape follows. state[rows], state[cols] are its settings.
export function corner(place, { label, state, axes, rows, cols, put }) {
  const size = () => (state[axes] === 2 ? state[rows] : 1);
  const item = handle(place, {
    label,
    "data-corner": rows,
    shape: s("path", { class: "grip", d: "M8 -8V8H-8Z" }),
    bounds: () => ({ x: [1, 5], y: state[axes] === 2 ? [-5, -1] : [-1, -1] }),
    step: () => ({ x: 1, y: 1 }),
    get: () => ({ x: state[cols], y: -size() }),
    set: ({ x, y }) => put({ [cols]: x, ...(state[axes] === 2 ? { [rows]: -y } : {}) }),
    describe: () => `${size()} rows, ${state[cols]} columns`,
  });
  const update = () => {
    item.el.toggleAttribute("hidden", state[axes] === 0);
    item.place();
  };
  return update;
}

// The picked cell of the result, with the arrow keys.
export function picker(place, { now, size, put }) {
  const shape = s("rect", { class: "picker", x: 1, y: 1, width: CELL - 2, height: CELL - 2, rx: 6 });
  const item = handle(place, {
    label: "The cell that is explained",
    "data-corner": "pick",
    shape,
    bounds: () => ({ x: [0, size()[1] - 1], y: [1 - size()[0], 0] }),
    step: () => ({ x: 1, y: 1 }),
    get: () => ({ x: now()[1], y: -now()[0] }),
    set: ({ x, y }) => put([Math.abs(y), x]),
    describe: () => `row ${now()[0]}, column ${now()[1]}`,
  });
  return item.place;
}
