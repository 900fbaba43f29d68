// The playground's own controls: thumbnails of the data, and the list of what is hidden for class.
import { h, toggle } from "../../widgets/ui.js";
import { dataOf } from "./engine.js";
import { drawData, sharp } from "./maps.js";

const THUMB = 44;

// One radio button a data set, with a picture of its points.
export function dataset({ state, words, change }) {
  const options = Object.entries(words.data).map(([value, label]) => {
    const input = h("input", {
      type: "radio",
      name: "data",
      value,
      "aria-label": label,
      onchange: () => change({ data: value }),
    });
    const picture = h("img", { alt: "", width: THUMB, height: THUMB });
    return {
      value,
      input,
      picture,
      el: h("label", {}, input, picture, h("span", { "aria-hidden": "true" }, label)),
    };
  });
  const canvas = h("canvas"); // one for all pictures: each canvas in the page costs time in every frame
  let drawn = "";
  const update = (colours) => {
    const key = [colours.theme, state.n_classes, state.seed, state.points];
    for (const { value, input, picture } of options) {
      input.checked = value === state.data;
      if (String(key) === drawn) continue;
      const context = sharp(canvas, THUMB, THUMB);
      [context.font, context.fillStyle] = ["20px system-ui", colours.muted];
      drawData(context, dataOf({ ...state, data: value, n_samples: 150, noise: 0.1 }), THUMB, colours, {
        r: 1.3,
      });
      if (value === "own" && !state.points.length) context.fillText("+", 18, 27);
      picture.src = canvas.toDataURL();
    }
    drawn = String(key);
  };
  const el = h(
    "fieldset",
    { class: "control", "data-control": "data" },
    h("legend", {}, words.say.data),
    h(
      "div",
      { class: "thumbs" },
      options.map((o) => o.el),
    ),
  );
  return { el, update };
}

// For class: a list of what to hide, made when it is opened.
export function hiding({ state, words: { hide, say }, set }) {
  const list = h("div", { class: "knobs" });
  let ticks = [];
  const put = (name) => (on) =>
    set({ hide: on ? [...state.hide, name] : state.hide.filter((other) => other !== name) });
  const open = () => {
    if (ticks.length) return;
    ticks = Object.entries(hide).map(([name, label]) => [name, toggle({ label, onChange: put(name) })]);
    list.append(...ticks.map(([, { el }]) => el));
    update();
  };
  const update = () => {
    for (const [name, tick] of ticks) tick.set(state.hide.includes(name));
  };
  const el = h(
    "details",
    { class: "python", "data-control": "class", ontoggle: open },
    h("summary", {}, say.class_room),
    h("fieldset", { class: "control" }, h("legend", {}, say.how_to_hide), list),
  );
  return { el, update };
}
