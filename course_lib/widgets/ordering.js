// Items to put in order: by dragging, by the buttons beside each, or by the arrow keys on it.
import { markdown, plain } from "./markdown.js";
import { h, setText } from "./ui.js";

export function ordering({ items }) {
  const order = items.map((_, i) => i);
  let moved = false;
  const said = h("span", { role: "status", class: "place" });
  const list = h("ol", { class: "order" });
  const controls = [];
  const rows = items.map((text, i) => row(text, (step) => move(i, order.indexOf(i) + step), controls));
  const draw = () => list.append(...order.map((i) => rows[i]));
  function move(i, to) {
    const from = order.indexOf(i);
    if (to < 0 || to >= order.length || to === from) return;
    order.splice(to, 0, ...order.splice(from, 1));
    moved = true;
    const focused = list.getRootNode().activeElement; // moving a row must not lose its focus
    draw();
    focused?.focus();
    setText(said, `${plain(items[i])}: place ${to + 1} of ${order.length}`);
  }
  const stop = byDragging(list, rows, (i, to) => move(i, to));
  draw();
  return {
    body: [list, said],
    given: () => {
      if (moved) return [...order];
      moved = true; // whoever presses once more means it
      return null;
    },
    missing: "You have not moved anything. If this is the order you expect, press the button once more.",
    show: (given) => given.map((i) => items[i]).join(", "),
    controls,
    stop,
  };
}

function row(text, step, controls) {
  const button = (sign, by, word) => {
    const el = h(
      "button",
      { type: "button", "aria-label": `${plain(text)}: ${word}`, onclick: () => step(by) },
      sign,
    );
    el.addEventListener("keydown", (event) => {
      const way = { ArrowUp: -1, ArrowDown: 1 }[event.key];
      if (!way) return;
      event.preventDefault();
      step(way);
    });
    controls.push(el);
    return el;
  };
  return h(
    "li",
    {},
    h("span", { class: "grip", "aria-hidden": "true" }, "⠿"),
    h("span", { class: "item" }, ...markdown(text)),
    button("↑", -1, "up"),
    button("↓", 1, "down"),
  );
}

// A row that is held follows the pointer: it takes the place of the row it is over.
function byDragging(list, rows, move) {
  let held = -1;
  const start = (event) => {
    if (event.button !== 0 || event.target.closest("button")) return;
    if (event.pointerType === "touch" && !event.target.closest(".grip")) return; // a finger scrolls the page
    held = rows.findIndex((el) => el.contains(event.target));
    if (held < 0) return;
    list.setPointerCapture(event.pointerId);
    rows[held].classList.add("held");
    event.preventDefault();
  };
  const over = (event) => {
    if (held < 0) return;
    const places = [...list.children].map((el) => el.getBoundingClientRect());
    const to = places.findIndex((box) => event.clientY < box.bottom);
    move(held, to < 0 ? places.length - 1 : to);
  };
  const end = () => {
    rows[held]?.classList.remove("held");
    held = -1;
  };
  const listeners = { pointerdown: start, pointermove: over, pointerup: end, pointercancel: end };
  for (const [type, f] of Object.entries(listeners)) list.addEventListener(type, f);
  return () => {
    for (const [type, f] of Object.entries(listeners)) list.removeEventListener(type, f);
    list.classList.add("locked");
  };
}
