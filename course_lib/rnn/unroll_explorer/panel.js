// One step back with its numbers, and the gradients of the weights, before and after clipping.
import { format, h, readout, setText } from "../../widgets/ui.js";

const SMALL = "₀₁₂₃₄₅₆₇₈₉";
export const at = (name, t) => `${name}${[...String(t)].map((digit) => SMALL[digit]).join("")}`;
const number = (name) => readout(name, (v) => format(v, 4)); // factors and their product agree

// What arrives × local slope = what is handed on, to the state before and to the input.
export function stepLine(words) {
  const names = ["arrives", "factor", "handed", "own", "too", "to.x", "by.x", "product"];
  const show = Object.fromEntries(names.map((name) => [name, number(name)]));
  const title = h("p", {});
  const lines = [h("p", {}), h("p", {}), h("p", {})];
  const el = h("div", { class: "step", "data-control": "step" }, title, lines);
  function draw({ cell, carrier, pick, last, carried, slopes, product, steps, dx, own }) {
    const [here, before, x] = [at(carrier, pick), at(carrier, pick - 1), at("x", pick)];
    const asked = pick > 1 ? own[pick - 2] * (steps[pick - 2].toH ?? 1) : 0;
    const { local } = steps[pick - 1];
    const told = [carried[pick], slopes[pick - 1], carried[pick - 1], asked, carried[pick], local.x];
    [...told, dx[pick - 1], product].forEach((v, i) => {
      show[names[i]].set(v);
    });
    const of = (name) => show[name].el;
    const gates = cell === "rnn" ? "" : `. ${words.gates}`;
    const place = `Back through step ${pick} of ${last}`;
    title.replaceChildren(h("strong", {}, place), `, lag ${last - pick}${gates}`);
    const first = [`∂L/∂${before} = ∂L/∂${here} × (${words.slope[cell]}) = `, of("arrives"), " × "];
    lines[0].replaceChildren(
      ...first,
      of("factor"),
      ...(asked ? [" + ", of("own")] : []),
      " = ",
      of("handed"),
    );
    const second = [`∂L/∂${x} = ∂L/∂${here} × ∂${here}/∂${x} = `, of("too"), " × "];
    lines[1].replaceChildren(...second, of("to.x"), " = ", of("by.x"));
    const third = `∂${at(carrier, last)}/∂${before} = product of the factors from here to the end = `;
    lines[2].replaceChildren(third, of("product"));
  }
  return { el, draw };
}

export function weightsLine(words) {
  const el = h("div", { class: "weights", "data-control": "weights" });
  const norm = number("norm");
  const scale = readout("scale", (v) => format(v, 5));
  const title = h("span", {});
  let built = "";
  let chips = [];
  function build(names, clips) {
    const key = JSON.stringify([names, clips]);
    if (key === built) return;
    built = key;
    chips = names.map((name) => ({ name, by: number(`d.${name}`), short: number(`clipped.${name}`) }));
    const all = chips.map(({ name, by, short }) =>
      h("span", {}, h("b", {}, words.knobs[name]), " ", by.el, clips && [" → ", short.el]),
    );
    el.replaceChildren(title, ...all, h("span", {}, "norm ", norm.el, clips && [" × ", scale.el]));
  }
  function draw({ weights, clip, from }, clips) {
    const order = Object.keys(words.knobs).filter((name) => name in weights);
    build(order, clips);
    for (const { name, by, short } of chips) {
      by.set(weights[name]);
      short.set(clip.weights[name]);
    }
    setText(title, `Gradient of the weights${from > 1 ? ", added up so far" : ""}:`);
    norm.set(clip.norm);
    scale.set(clip.scale);
  }
  return { el, draw };
}
