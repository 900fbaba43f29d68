// The products behind the picked output and their sum; on the way back, what one output hands on.
import { format, h, setText } from "../../widgets/ui.js";

export function show(el, v, words = format(v, 2)) {
  setText(el, words);
  el.dataset.value = String(v);
}

export function grid(k, name) {
  const cells = Array.from({ length: k * k }, (_, i) =>
    h("span", { class: "readout", "data-name": name(i) }),
  );
  return {
    el: h("span", { class: "cells", style: `grid-template-columns: repeat(${k}, max-content)` }, cells),
    cells,
  };
}

// What each tap of the window multiplies, cell by cell.
function tableOf(all, title, channel, name, left, right) {
  const { el, cells } = grid(all.k, (i) => `${name}.${channel}.${i}`);
  cells.forEach((cell, i) => {
    const tap = all.sum.channels[channel][i];
    show(cell, left(tap) * right(tap), `${format(left(tap), 2)} × ${format(right(tap), 2)}`);
  });
  return h("figure", { class: "products" }, h("figcaption", {}, title), el);
}

// One table for each channel; on the way back two, for what reaches the weights and what reaches the pixels.
function tablesOf(all) {
  const [value, weight] = [(tap) => tap.value, (tap) => tap.weight];
  const [f, r, c] = all.pick;
  const arrives = () => all.arriving[f][r][c];
  return all.from.flatMap((_, channel) => {
    const of = all.from.length > 1 ? `channel ${channel + 1}: ` : "";
    const table = (title, ...how) => tableOf(all, of + title, channel, ...how);
    if (!all.grads) return [table(`${all.stack ? "number" : "pixel"} × weight`, "product", value, weight)];
    return [
      table("to weights: pixel × ▽", "to.weight", value, arrives),
      table("to pixels: weight × ▽", "to.pixel", weight, arrives),
    ];
  });
}

export function panel(words) {
  const places = h("div", { class: "places" });
  const total = h("span", { class: "readout value", "data-name": "total" });
  const line = h("p", {});
  const sizes = h("p", { class: "sizes", "data-control": "sizes" });
  const field = h("p", { class: "sizes", "data-control": "field" });
  const back = h("p", { class: "sizes" }, words.back);
  const sum = h("div", { class: "how", "data-control": "sum" }, places, line);
  const told = (name, v) => {
    const el = h("span", { class: "readout", "data-name": name });
    show(el, v, format(v, 6));
    return el;
  };
  function draw(all) {
    sum.hidden = sizes.hidden = !all.out;
    field.hidden = !all.field;
    back.hidden = !all.grads;
    if (!all.out) return;
    places.dataset.control = all.grads ? "gradients" : "sum";
    places.replaceChildren(...tablesOf(all));
    show(total, all.sum.total, format(all.sum.total, 4));
    const parts = all.sum.sums.length > 1 ? `${all.sum.sums.map((v) => format(v)).join(" + ")} = ` : "";
    line.replaceChildren(all.grads ? "The output is " : words.sum + parts, total);
    const { size, costs, out } = all;
    sizes.replaceChildren("Output ", told("rows", size[0]), " × ", told("columns", size[1]));
    sizes.append(out.length > 1 ? `, ${out.length} maps` : "", " · weights ");
    sizes.append(told("weights", costs.parameters), " · multiplications ");
    sizes.append(told("multiplications", costs.multiplications));
    if (!all.field) return;
    const [before, between, after] = words.field.split("{field}");
    const seen = all.field.size;
    field.replaceChildren(before, told("field", seen), between, told("field.2", seen), after);
  }
  return { sum, sizes, field, back, draw };
}
