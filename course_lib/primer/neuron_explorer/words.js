// The neuron explorer in numbers and words: the five lines of the calculation, and a summary.
import { format, h, readout, setText, summary } from "../../widgets/ui.js";

const written = (v) => (v < 0 ? `(${format(v)})` : format(v));
const tail = (v) => (v < 0 ? ` − ${format(-v)}` : ` + ${format(v)}`);
const sum = ([p, q, b], [x, y]) => `${written(p)} · ${written(x)} + ${written(q)} · ${written(y)}${tail(b)}`;
const LINES = ["z1", "h1", "z2", "h2", "output"];
const SIGNS = ["z₁", "h₁", "z₂", "h₂", "ŷ"];

export function words(state) {
  const lines = LINES.map((name, i) => {
    const number = readout(name, (v) => format(v, 4));
    const work = h("span", {});
    const open = h("span", { class: "open" }, "?");
    const el = h("li", {}, h("strong", {}, SIGNS[i]), work, number.el, open);
    return { number, work, open, el };
  });
  const el = h(
    "ol",
    { class: "lines", "aria-label": "The calculation", "data-control": "numbers" },
    ...lines.map((line) => line.el),
  );
  const told = summary();

  function draw(a) {
    const values = [a.z[0], a.h[0], a.z[1], a.h[1], a.output];
    const w = state.weights;
    const known = state.shown >= 4 ? a.h.map((v) => Number(v.toFixed(3))) : null;
    const works = [
      sum(w.slice(0, 3), [state.x1, state.x2]),
      "tanh(z₁)",
      sum(w.slice(3, 6), [state.x1, state.x2]),
      "tanh(z₂)",
      known ? sum(w.slice(6, 9), known) : `${written(w[6])} · h₁ + ${written(w[7])} · h₂${tail(w[8])}`,
    ];
    lines.forEach(({ number, work, open, el: line }, i) => {
      const shown = i < state.shown;
      setText(work, ` = ${works[i]} = `);
      number.set(values[i]);
      number.el.hidden = !shown;
      open.hidden = shown;
      line.classList.toggle("busy", i === state.shown - 1 && state.shown < 5);
    });
    told.set(() =>
      state.shown < 5
        ? `${state.shown} of five lines are computed.`
        : `Inputs ${format(state.x1)} and ${format(state.x2)} give ${format(a.output, 4)}. ` +
          `The neurons pass on ${format(a.h[0])} and ${format(a.h[1])}.`,
    );
  }
  return { el, summary: told.el, draw, stop: told.stop };
}
