// One cell of a map: with its number, or too small for one and shaded alone.
import { format, s, setText } from "../../widgets/ui.js";

export const LEAST = 19; // px of a cell that holds a number
const SMALL = 7.5; // px of its letters

const square = (r, c, own, { pad, cell }) =>
  s("rect", {
    x: (c + pad) * cell,
    y: (r + pad) * cell,
    width: cell,
    height: cell,
    class: own ? "cell" : "cell pad",
  });

const nameOf = (own, name, r, c) => (own ? { "data-name": `${name}.${r}.${c}` } : {});

// `el` tells the value, `rect` shows how large it is; `write` is called where either is another one.
function cellOf({ el, rect, own, r, c, write }) {
  let before;
  const set = (v, most) => {
    const key = `${v} ${most}`;
    if (key === before) return;
    before = key;
    el.dataset.value = String(v);
    rect.setAttribute("class", v < 0 ? "cell less" : "cell");
    rect.style.setProperty("--t", Math.min(1, Math.abs(v) / most).toFixed(3));
    write?.(v);
  };
  return { el, own, r, c, set };
}

export function numbered(r, c, own, how) {
  const { pad, cell, name } = how;
  const rect = square(r, c, own, how);
  const [x, y] = [(c + pad + 0.5) * cell, (r + pad + 0.5) * cell];
  const text = s("text", { x, y, "text-anchor": "middle" });
  const el = s("g", nameOf(own, name, r, c), rect, text);
  const write = (v) => {
    const words = format(Math.round(100 * v) / 100);
    const size = Math.min(13, (cell - 3) / (0.58 * words.length));
    setText(text, words);
    text.style.fontSize = `${Math.max(SMALL, size)}px`;
  };
  if (!own) write(0);
  return cellOf({ el, rect, own, r, c, write });
}

export function shaded(r, c, own, how) {
  const el = square(r, c, own, how);
  for (const [k, v] of Object.entries(nameOf(own, how.name, r, c))) el.setAttribute(k, v);
  return cellOf({ el, rect: el, own, r, c });
}

// The minus sign of every small cell that has one, as one path.
export const minuses = (values, pad, cell) =>
  values
    .flatMap((row, r) =>
      row.map((v, c) => (v < 0 ? `M${(c + pad + 0.3) * cell} ${(r + pad + 0.5) * cell}h${0.4 * cell}` : "")),
    )
    .join("");
