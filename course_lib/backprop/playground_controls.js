// Settings: thumbnails of the data, and the labelled controls that Python lists.
import { choice, h, select, slider } from "../widgets/ui.js";
import { dataOf } from "./playground_state.js";
import { mark, sharp } from "./playground_maps.js";

// One radio button a data set, with a picture of its points.
export function dataset({ state, words, change }) {
  const options = Object.entries(words.data).map(([value, label]) => {
    const input = h("input", { type: "radio", name: "data", value, "aria-label": label, onchange: () => change({ data: value }) });
    const canvas = h("canvas", { role: "img", "aria-label": `${words.say.sample} ${label}` });
    return { value, input, canvas, el: h("label", {}, input, canvas, h("span", { "aria-hidden": "true" }, label)) };
  });
  let drawn = "";
  const update = (colours, theme) => {
    for (const { value, input } of options) input.checked = value === state.data;
    const key = [theme, state.n_classes, state.seed, state.points.length].join();
    if (key === drawn) return;
    drawn = key;
    for (const { value, canvas } of options) {
      const context = sharp(canvas, 44, 44);
      const data = dataOf({ ...state, data: value, n_samples: 150, noise: 0.1 });
      for (let i = 0; i < data.n; i += 1) {
        const y = data.y[i];
        mark(context, 22 + data.x[2 * i] * 3.4, 22 - data.x[2 * i + 1] * 3.4, data.nClasses ? y : 0, data.nClasses ? colours.ofClass(y) : colours.tone(y), { r: 1.3, card: "#0000" });
      }
    }
  };
  const el = h("fieldset", { class: "control data", "data-control": "data" }, h("legend", {}, words.say.data), h("div", { class: "thumbs" }, options.map((o) => o.el)));
  return { el, update };
}

// key → control, as _controls describes them.
export function settings({ state, controls, change }) {
  const made = Object.entries(controls).map(([key, { label, options, ...range }]) => {
    const whole = Number.isInteger(range.step ?? 0.5) || key === "batch_size";
    const onInput = (v) => change({ [key]: whole ? Math.round(v) : v });
    const part = options ? select({ label, options, value: state[key], onChange: onInput }) : slider({ label, value: state[key], ...range, onInput });
    part.el.dataset.control = key;
    return [key, part];
  });
  const update = () => { for (const [key, part] of made) part.set(state[key]); };
  return { els: made.map(([, part]) => part.el), parts: Object.fromEntries(made), update };
}

export const classCount = ({ state, words, change }) => choice({
  label: words.say.classes, value: state.n_classes, onChange: (v) => change({ n_classes: v }), options: [2, 3, 4, 5].map((v) => ({ value: v, label: String(v) })),
});
