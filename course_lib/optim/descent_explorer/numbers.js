// The descent explorer in words: the law of the edge, the arrows of one racer, how everybody stands.
import { fill, format, h, readout, setText, summary } from "../../widgets/ui.js";
import { edges } from "../quadratics.js";
import { show } from "./view.js";

export function numbers(state, words) {
  const cells = {};
  const cell = (name) => {
    cells[name] = readout(name, (v) => format(v));
    return cells[name].el;
  };
  // Python's sentences hold readouts: "{lambda}"
  const sentence = (text) =>
    h(
      "span",
      {},
      text.split(/[{}]/).map((part, i) => (i % 2 ? cell(part) : part)),
    );
  const vectors = Object.fromEntries(
    Object.entries(words.vectors).map(([name, text]) => [name, sentence(text)]),
  );
  const [where, whose] = [h("span"), h("strong")];
  const arrows = h("p", { class: "arrows" }, words.arrowsOf, whose, Object.values(vectors));
  const law = h("p", { "data-control": "edge" }, sentence(words.law), where);
  const told = summary();

  // Returns the edge of each optimizer that has one.
  function draw({ surface: { sharpness, edge }, stands, focus }) {
    const rates = edges(sharpness, state.momentum);
    const { gradient, memory, size } = stands[focus];
    cells.lambda.set(sharpness);
    cells.edge.set(rates.sgd);
    for (const [name, pair] of Object.entries({ gradient, memory, size })) {
      show(vectors[name], pair[0] || pair[1]);
      pair.forEach((v, i) => cells[`${name}.${i}`].set(v));
    }
    setText(where, edge);
    setText(whose, words.whose[focus]);
    told.set(() => fill(words.told, state) + Object.entries(stands).map(said(words)).join(""));
    return rates;
  }
  return { arrows, law, summary: told.el, draw, stop: told.stop };
}

const said =
  (words) =>
  ([name, { gone, t, loss, distance }]) =>
    fill(gone ? words.gone : words.stands, {
      name: words.labels[name],
      t,
      loss: format(loss),
      distance: format(distance),
    });
