// The network as a map: every tensor is a button, in the order in which the character runs through them.
import { h } from "../../widgets/ui.js";
import { ENDS } from "./views.js";

const KEYS = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 };

// put(patch): a hand chooses; words.tensors: name → { label, title }, in their order; blocks: their numbers.
export function map({ put, words, blocks }) {
  const all = new Map();
  const place = (key, label, title, patch) => {
    const el = h("button", { type: "button", title, tabindex: -1, onclick: () => put(patch) }, label);
    all.set(key, el);
    return el;
  };
  const tensor = (name) =>
    place(name, words.tensors[name].label, words.tensors[name].title, { tensor: name });
  const row = (label, ...parts) =>
    h("div", { class: "way" }, h("span", { class: "of" }, label), parts.flat());
  const [first, ...last] = ENDS;
  const inside = Object.keys(words.tensors).filter((name) => !ENDS.includes(name));
  const half = inside.indexOf("norm2");
  const start = tensor(first);
  const each = blocks.map((i) => place(`block ${i}`, `block ${i}`, words.through, { block: i }));
  const el = h(
    "div",
    {
      class: "map",
      role: "group",
      "aria-label": words.map,
      "data-control": "map",
      onkeydown: (event) => move(event),
    },
    row(words.rows.all, start, each, last.map(tensor)),
    row(words.rows.attention, inside.slice(0, half).map(tensor)),
    row(words.rows.forward, inside.slice(half).map(tensor)),
  );
  // One stop of the Tab key; the arrows go on from there.
  function move(event) {
    const by = KEYS[event.key];
    const list = [...all.values()];
    const from = list.indexOf(event.target);
    if (!by || from < 0) return;
    event.preventDefault();
    const to = list[(from + by + list.length) % list.length];
    to.focus();
    to.click();
  }
  function draw({ tensor: name, block }) {
    for (const [key, button] of all) {
      const through = key === `block ${block}` && !ENDS.includes(name);
      button.setAttribute("aria-pressed", key === name || through);
      button.tabIndex = key === name ? 0 : -1;
    }
  }
  return { el, draw };
}
