// The chosen weight or bias: where from and where to, its value to be set, its gradient.
import { clamp, format, h, readout, roundTo, select, setText, slider } from "../../widgets/ui.js";
import { sizesOf, valuesAt } from "./engine.js";

export function panel({ state, words, view, run, nameOf, edit, redraw }) {
  const { say } = words;
  const value = readout("picked.value", (v) => format(v, 4));
  const grad = readout("picked.grad", (v) => format(v, 3));
  const choose = (label, pick) =>
    select({
      label,
      options: [],
      onChange: (v) => {
        view.picked = pick(v);
        redraw();
      },
    });
  const to = choose(say.to, (v) => [...v.split(",").map(Number), -1]);
  const from = choose(say.from, (v) => [...view.picked.slice(0, 2), Number(v)]);
  const put = (v) => edit(...view.picked, v);
  const bar = slider({ label: say.value, min: -10, max: 10, step: 0.01, value: 0, onInput: put });
  const number = bar.el.lastChild;
  const [carries, upstream] = ["carries", "upstream"].map((name) =>
    readout(`picked.${name}`, (v) => format(v, 3)),
  );
  const product = h("span", {}, "= ", carries.el, " × ", upstream.el);
  const el = h(
    "fieldset",
    { class: "control panel", "data-control": "picked" },
    h("legend", {}, say.picked),
    to.el,
    from.el,
    bar.el,
    h(
      "p",
      { class: "numbers" },
      h("span", {}, `${say.exactly} `, value.el),
      h("span", {}, `${say.gradient} `, grad.el),
      product,
    ),
  );
  const update = offers({ state, words, view, nameOf, to, from });

  function draw() {
    const [k, o, i] = view.picked;
    const [v, g] = valuesAt(run(), view.picked, view.flow);
    to.set(`${k},${o}`);
    from.set(String(i));
    if (el.getRootNode().activeElement !== number) bar.set(clamp(roundTo(v, 0.001), -10, 10));
    value.set(v);
    grad.set(g);
    product.hidden = state.flow !== "point" || !view.flow;
    if (!product.hidden) {
      const { layers, x } = view.flow;
      carries.set(i < 0 ? 1 : k ? layers[k - 1].a[i] : x[i]);
      upstream.set(layers[k].delta[o]);
    }
    setText(bar.el.firstChild, i < 0 ? say.bias : say.weight);
  }
  return { el, update, draw };
}

// The choices, anew where the network's shape is another.
function offers({ state, words: { say, features }, view, nameOf, to, from }) {
  const list = (n, entry) => Array.from({ length: n }, (_, j) => entry(j));
  const offer = ({ el }, options) =>
    el.lastChild.replaceChildren(...options.map(([v, label]) => h("option", { value: v }, label)));
  let built = "";
  return () => {
    const sizes = sizesOf(state);
    const [k, o, i] = view.picked;
    if (!(o < sizes[k + 1] && i < sizes[k])) view.picked = [sizes.length - 2, 0, -1];
    const layer = view.picked[0];
    const key = JSON.stringify([sizes, state.features, layer]);
    if (key === built) return;
    built = key;
    offer(
      to,
      sizes.slice(1).flatMap((n, kk) => list(n, (j) => [[kk, j], nameOf(kk + 1, j)])),
    );
    offer(from, [
      [-1, say.bias],
      ...list(sizes[layer], (j) => [j, layer ? nameOf(layer, j) : features[state.features[j]]]),
    ]);
  };
}
