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
    el: h("span", { class: "cells", style: `grid-template-columns: repeat(${k}, auto)` }, cells),
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

export function panel(words) {
  const places = h("div", { class: "places" });
  const total = h("span", { class: "readout value", "data-name": "total" });
  const line = h("p", {});
  const sizes = h("p", { class: "sizes", "data-control": "sizes" });
  const field = h("p", { "data-control": "field" });
  const sum = h("div", { class: "how", "data-control": "sum" }, places, line);
  const told = (name, v) => {
    const el = h("span", { class: "readout", "data-name": name });
    show(el, v, format(v, 6));
    return el;
  };
  function draw(all) {
    sum.hidden = sizes.hidden = !all.out;
    field.hidden = !all.field;
    if (!all.out) return;
    const g = all.arriving?.[all.pick[0]][all.pick[1]][all.pick[2]];
    const table = (title, ...how) => tableOf(all, title, ...how);
    const of = (channel) => (all.from.length > 1 ? `, channel ${channel + 1}` : "");
    const arrives = () => g;
    places.replaceChildren(
      ...all.from.flatMap((_, c) =>
        all.grads
          ? [
              table(`to the weights: pixel × ▽${of(c)}`, c, "to.weight", ({ value }) => value, arrives),
              table(`to the pixels: weight × ▽${of(c)}`, c, "to.pixel", ({ weight }) => weight, arrives),
            ]
          : [
              table(
                `pixel × weight${of(c)}`,
                c,
                "product",
                ({ value }) => value,
                ({ weight }) => weight,
              ),
            ],
      ),
    );
    show(total, all.sum.total, format(all.sum.total, 4));
    const parts = all.sum.sums.length > 1 ? `${all.sum.sums.map((v) => format(v)).join(" + ")} = ` : "";
    line.replaceChildren(all.grads ? "The output is " : words.sum + parts, total);
    const { size, costs, out } = all;
    sizes.replaceChildren("Output ", told("rows", size[0]), " × ", told("columns", size[1]));
    sizes.append(
      out.length > 1 ? `, ${out.length} maps` : "",
      " · weights ",
      told("weights", costs.parameters),
    );
    sizes.append(" · multiplications ", told("multiplications", costs.multiplications));
    if (!all.field) return;
    const [before, between, after] = words.field.split("{field}");
    field.replaceChildren(
      before,
      told("field", all.field.size),
      between,
      told("field.2", all.field.size),
      after,
    );
  }
  return { sum, sizes, field, draw };
}
