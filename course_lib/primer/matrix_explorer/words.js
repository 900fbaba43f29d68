// The matrix explorer in numbers and words: the product row by row, the turn, the verdict, the summary.
import { format, h, readout, setText, summary } from "../../widgets/ui.js";

const written = (v) => (v < 0 ? `(${format(v)})` : format(v));
const pair = ([x1, x2]) => `(${format(x1)}, ${format(x2)})`;

export function words(state) {
  const number = (name, text = (v) => format(v)) => readout(name, text);
  const image = [number("y.0"), number("y.1")];
  const rows = [h("span", {}), h("span", {})];
  const { el: product, draw: drawProduct } = bracketed();
  const turn = number("turn", (v) => `${format(v)}°`);
  const stretch = number("stretch", (v) => `${format(v)} times`);
  const factor = number("factor");
  const verdict = h("p", { class: "verdict still-verdict" });
  const lit = h("span", {});
  const told = summary();
  const { el: still, draw: drawStill } = stillWords(state);
  const el = h(
    "div",
    { class: "told", "data-control": "numbers" },
    product,
    ...[0, 1].map((i) => h("p", { class: "row" }, rows[i], image[i].el)),
    h("p", { class: "angle" }, "Turned by ", turn.el, ", ", stretch.el, " as long."),
    verdict,
    still,
  );
  verdict.append(lit, factor.el);

  function draw(a) {
    const [x1, x2] = state.arrow;
    const line = (p, q) => `${written(p)} · ${written(x1)} + ${written(q)} · ${written(x2)} = `;
    setText(rows[0], line(state.a, state.b));
    setText(rows[1], line(state.c, state.d));
    image.forEach((one, i) => {
      one.set(a.image[i]);
    });
    drawProduct(state, a);
    turn.set(a.degrees);
    stretch.set(a.stretch);
    factor.set(a.factor);
    factor.el.hidden = !a.parallel;
    verdict.classList.toggle("lit", a.parallel);
    setText(lit, a.parallel ? "✓ Same line: it does not turn. Ax is x times " : "It turns. Drag on.");
    drawStill(a);
    told.set(() => sentence(state, a));
  }
  return { el, summary: told.el, draw, stop: told.stop };
}

// Matrix times arrow is image, in brackets as on paper; the lines below say it to a screen reader.
function bracketed() {
  const cell = (look = "") => h("span", { class: look });
  const matrix = ["a", "b", "a", "b"].map(cell);
  const [x, y] = [1, 2].map(() => [cell("mine"), cell("mine")]);
  for (const one of y) one.className = "image";
  const box = (cells, look = "") => h("span", { class: `matrix ${look}` }, cells);
  const el = h("p", { class: "product", "aria-hidden": "true" }, box(matrix, "two"), box(x), "=", box(y));
  const draw = (state, a) => {
    const all = [state.a, state.b, state.c, state.d, ...state.arrow, ...a.image];
    [...matrix, ...x, ...y].forEach((one, i) => {
      setText(one, format(all[i]));
    });
  };
  return { el, draw };
}

function sentence(state, a) {
  const went = `The arrow ${pair(state.arrow)} becomes ${pair(a.image)}.`;
  if (Number.isNaN(a.degrees) && !a.parallel) return `${went} The zero arrow has no direction.`;
  if (a.parallel) return `${went} It stays on its line: ${format(a.factor)} times as long.`;
  const side = a.degrees > 0 ? "to the left" : "to the right";
  return `${went} It turns ${format(Math.abs(a.degrees))} degrees ${side} and becomes ${format(a.stretch)} times as long.`;
}

// The eigenvalues and their directions, once they are asked for.
function stillWords(state) {
  const parts = [0, 1].map((i) => {
    const value = readout(`eigen.${i}`, (v) => format(v));
    const where = h("span", {});
    return { value, where, el: h("p", {}, where, value.el) };
  });
  const none = h("p", {});
  const el = h("div", { class: "eigen" }, parts[0].el, parts[1].el, none);
  const draw = (a) => {
    el.hidden = !state.still;
    parts.forEach(({ value, where, el: line }, i) => {
      const one = a.eigen[i];
      line.hidden = !one;
      if (!one) return;
      value.set(one.value);
      setText(
        where,
        one.direction ? `Along ${pair(one.direction)}: times ` : "Along every direction: times ",
      );
    });
    none.hidden = a.eigen.length > 0;
    setText(none, "There are none: every arrow turns.");
  };
  return { el, draw };
}
