// The chosen weight or bias: from where to where, its value to be set, its gradient.
import { clamp, format, h, readout, roundTo, select, setText, slider } from "../widgets/ui.js";
import { sizesOf } from "./playground_state.js";

export function panel({ state, words, view, run, nameOf, edit, redraw }) {
  const say = words.say;
  const el = h("fieldset", { class: "control panel", "data-control": "picked" });
  const value = readout("picked.value", (v) => format(v, 4));
  const grad = readout("picked.grad", (v) => format(v, 3));
  const bar = slider({ label: say.value, min: -10, max: 10, step: 0.01, value: 0, onInput: (v) => edit(...view.picked, v) });
  const label = bar.el.querySelector("label");
  const numbers = h("p", { class: "numbers" }, `${say.exactly} `, value.el, `, ${say.gradient} `, grad.el);
  let built = "";
  let to = null;
  let from = null;

  function update() {
    const sizes = sizesOf(state);
    const [k, o, i] = view.picked;
    if (k + 1 >= sizes.length || o >= sizes[k + 1] || i >= sizes[k]) view.picked = [sizes.length - 2, 0, -1];
    const key = JSON.stringify([sizes, state.features, view.picked[0]]);
    if (key === built) return;
    built = key;
    const layer = view.picked[0];
    const spots = sizes.slice(1).flatMap((n, kk) => Array.from({ length: n }, (_, oo) => ({ value: `${kk},${oo}`, label: nameOf(kk + 1, oo) })));
    const inputs = Array.from({ length: sizes[layer] }, (_, n) => ({ value: String(n), label: layer ? nameOf(layer, n) : words.features[state.features[n]] }));
    to = select({ label: say.to, options: spots, value: "", onChange: (v) => { view.picked = [...v.split(",").map(Number), -1]; redraw(); } });
    from = select({ label: say.from, options: [{ value: "-1", label: say.bias }, ...inputs], value: "", onChange: (v) => { view.picked[2] = Number(v); redraw(); } });
    const focus = el.contains(el.getRootNode().activeElement) && el.getRootNode().activeElement.closest("div") === el.children[1];
    el.replaceChildren(h("legend", {}, say.picked), to.el, from.el, bar.el, numbers);
    if (focus) to.el.querySelector("select").focus();
  }

  function draw() {
    const [k, o, i] = view.picked;
    const { inputs, weight, bias, weightGrad, biasGrad } = run().net.layers[k];
    const v = i < 0 ? bias[o] : weight[o * inputs + i];
    to.set(`${k},${o}`);
    from.set(String(i));
    setText(label, i < 0 ? say.bias : say.weight);
    bar.set(clamp(roundTo(v, 0.001), -10, 10));
    value.set(v);
    grad.set(i < 0 ? biasGrad[o] : weightGrad[o * inputs + i]);
  }
  return { el, update, draw };
}
