// How a question is answered: by choosing, typing, ordering, labeling or pointing.
// Each kind is { body, given, missing, show, lock }: given() the answer or null, missing what is said where there
// is none, show(given) the answer in words.

import { parseNumber } from "./judge.js";
import { markdown, plain } from "./markdown.js";
import { ordering } from "./ordering.js";
import { pointing } from "./pointing.js";
import { h, uid } from "./ui.js";

function choosing({ choices }) {
  const name = uid("choice");
  const radios = choices.map((_, i) => h("input", { type: "radio", name, value: i }));
  const body = choices.map(([text], i) =>
    h("label", { class: "option" }, radios[i], h("span", {}, ...markdown(text))),
  );
  return {
    body,
    given: () => {
      const i = radios.findIndex((radio) => radio.checked);
      return i < 0 ? null : i;
    },
    missing: "Choose one of them first.",
    show: (i) => choices[i][0],
    controls: radios,
  };
}

function typing({ unit }) {
  const id = uid("number");
  const typed = h("input", { type: "text", inputmode: "text", autocomplete: "off", id, size: 10 });
  const label = h("label", { for: id }, "Your answer");
  return {
    body: h("p", { class: "number" }, label, typed, h("span", {}, unit)),
    given: () => {
      const value = parseNumber(typed.value);
      return Number.isFinite(value) ? value : null;
    },
    missing: "Please type a number such as `0.25`, `1/4` or `2.5e-1`.",
    show: () => typed.value.trim() + (unit ? ` ${unit}` : ""),
    controls: [typed],
  };
}

function labelling({ things, labels }) {
  const boxes = things.map((thing) =>
    h(
      "select",
      { "aria-label": `Label of ${plain(thing)}` },
      h("option", { value: -1 }, "…"),
      labels.map((label, i) => h("option", { value: i }, label)),
    ),
  );
  const rows = things.map((thing, i) =>
    h("p", { class: "labelled" }, h("span", {}, ...markdown(thing)), boxes[i]),
  );
  const picked = () => boxes.map((box) => Number(box.value));
  return {
    body: rows,
    given: () => (picked().includes(-1) ? null : picked()),
    missing: "Give each of them a label first.",
    show: (given) => things.map((thing, i) => `${thing}: ${labels[given[i]]}`).join(", "),
    controls: boxes,
  };
}

const KINDS = { choice: choosing, number: typing, order: ordering, label: labelling, point: pointing };

export function answers(asked) {
  const made = KINDS[asked.kind](asked);
  const lock = () => {
    for (const control of made.controls) control.disabled = true;
    made.stop?.();
  };
  return { ...made, lock };
}
