// Numbers as they are shown: one, or a vector or matrix as a small grid.
import { format, h, setText } from "../../widgets/ui.js";
import { titles } from "./arrays.js";

const SMALL = ["₀", "₁", "₂", "₃", "₄", "₅", "₆", "₇", "₈", "₉"];

// w11 → w₁₁; the text that is typed stays what it is.
export const pretty = (name) =>
  name
    .replace(/(?<=\p{L})\d+/gu, (digits) => [...digits].map((d) => SMALL[d]).join(""))
    .replaceAll("*", "·")
    .replaceAll("-", "−");

// A vector stands upright, as it does beside a matrix.
export const sides = ({ shape }) => [shape[0] ?? 1, shape[1] ?? 1];

export function number(name, v, role = "") {
  const el = h("span", { class: `readout ${role}`, "data-name": name });
  show(el, v);
  return el;
}

export function show(el, v) {
  setText(el, format(v));
  el.dataset.value = String(v);
}

// What a card is called.
export const said = ({ name, text }) => pretty(name || text);

// Entries of an array in rows and columns; make(k, title) gives the element of each.
export function grid(array, make, role = "") {
  const [, cols] = sides(array);
  const el = h("span", {
    class: `grid ${role} ${array.shape.length ? "many" : ""}`,
    style: `grid-template-columns: repeat(${cols}, auto)`,
  });
  const cells = titles(array).map((title, k) => make(k, title));
  el.append(...cells);
  return { el, cells };
}

export const numbers = (name, array, role) =>
  grid(array, (k, title) => number(name + title, array.data[k]), role).el;
