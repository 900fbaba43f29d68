// Labeled controls built on the browser's own, so that keyboards and screen readers know them.
import { h, setText, uid } from "./dom.js";
import { clamp, format, roundTo } from "./scales.js";

export function button(text, onclick, props = {}) {
  return h("button", { type: "button", onclick, ...props }, text);
}

// A box for a number. What is being typed stays while other things are drawn; only another value replaces it.
export function numberBox({ label, min, max, step = "any", value, onInput }) {
  let current;
  const write = (v) => {
    el.value = current = v;
  };
  const el = h("input", {
    type: "number",
    min,
    max,
    step,
    "aria-label": label,
    onchange: () => {
      const typed = el.valueAsNumber;
      const fits = Number.isFinite(typed);
      write(fits ? clamp(typed, min, max) : current);
      if (fits) onInput(current);
    },
  });
  const set = (v) => v === current || write(v);
  set(value);
  return { el, set };
}

// A slider with a box for typing. `log: true` moves in powers of ten, `whole: true` among whole numbers.
export function slider({ label, min, max, step, value, log, whole, onInput }) {
  const id = uid("slider");
  const toTrack = log ? Math.log10 : (v) => v;
  const digits = (v) => Number(log ? v.toPrecision(2) : roundTo(v, step).toPrecision(12));
  const fromTrack = (t) => clamp(digits(log ? 10 ** t : t), min, max);
  const range = h("input", {
    type: "range",
    id,
    min: toTrack(min),
    max: toTrack(max),
    step: log ? 0.05 : step,
    oninput: () => emit(fromTrack(Number(range.value))),
  });
  const emit = (typed) => {
    const v = whole ? Math.round(typed) : typed;
    set(v);
    onInput(v);
  };
  const number = numberBox({
    label: `${label}, as a number`,
    min,
    max,
    step: log ? "any" : step,
    value,
    onInput: emit,
  });
  const set = (v) => {
    range.value = toTrack(v);
    number.set(v);
    range.setAttribute("aria-valuetext", format(v, 4));
  };
  set(value);
  const el = h("div", { class: "control slider" }, h("label", { for: id }, label), range, number.el);
  return { el, set };
}

// One of a few: a row of radio buttons that looks like a segmented switch.
// options: [{ value, label, role? }]; `role` names a color token and a line pattern.
export function choice({ label, options, value, onChange }) {
  const name = uid("choice");
  const inputs = options.map((o) =>
    h("input", { type: "radio", name, value: o.value, onchange: () => onChange(o.value) }),
  );
  const el = h(
    "fieldset",
    { class: "control choice" },
    h("legend", {}, label),
    h(
      "div",
      { class: "segments" },
      options.map((o, i) => h("label", {}, inputs[i], h("span", {}, o.role && key(o.role), o.label))),
    ),
  );
  const set = (v) =>
    options.forEach((o, i) => {
      inputs[i].checked = o.value === v;
    });
  set(value);
  return { el, set };
}

// A short line in the color and pattern of a role: the legend's sample.
export const key = (role) => h("i", { class: "key", "data-role": role, "aria-hidden": "true" });

// The color and the line of every role, as Python's tables have them: name → CSS declarations.
export const looks = (all) => Object.entries(all).map(([name, look]) => `[data-role="${name}"]{${look}}`);

export function select({ label, options, value, onChange }) {
  const id = uid("select");
  const el = h(
    "select",
    { id, onchange: () => onChange(el.value) },
    options.map((o) => h("option", { value: o.value }, o.label)),
  );
  el.value = value;
  return {
    el: h("div", { class: "control" }, h("label", { for: id }, label), el),
    set: (v) => {
      el.value = v;
    },
  };
}

export function toggle({ label, value, onChange }) {
  const input = h("input", { type: "checkbox", onchange: () => onChange(input.checked) });
  input.checked = value;
  return {
    el: h("label", { class: "control toggle" }, input, h("span", {}, label)),
    set: (v) => {
      input.checked = v;
    },
  };
}

// Ready-made states, each with one line of commentary: [{ value, label, comment }].
export function presets({ label = "Start from", options, value, onChange }) {
  const comment = h("p", { class: "comment", "aria-live": "polite" });
  const menu = select({
    label,
    options: [...options, { value: "", label: "your own" }],
    value,
    onChange: (v) => v && onChange(v),
  });
  const own = value ? "Your own data. Reset brings the preset back." : ""; // some pages begin with their own
  const set = (v) => {
    const found = options.find((o) => o.value === v);
    menu.set(found ? v : "");
    setText(comment, found?.comment ?? own);
  };
  set(value);
  return { el: menu.el, comment, set };
}
