// The cards of the graph: an input has boxes to type into or to drag; an operation shows what it computes.
import { format, h, numberBox, roundTo, setText } from "../../widgets/ui.js";
import { titles } from "./arrays.js";
import { grid, number, pretty, show, sides } from "./grid.js";
import { OPERATIONS } from "./operations.js";

const [CELL, BOX, ROW, PART] = [50, 25, 19, 14]; // px: a number across; a box, a number and a summand down
const SHORT = /^([-+]|neg|sum|)$/; // their local derivatives are 1 or −1
const FAR = 1e6;
const PIXELS = 4; // of a drag for one step

const titleOf = ({ op, name, number: v, exponent }) => {
  if (op === "number") return `${v}`;
  const sign = op === "pow" ? `^${exponent}` : OPERATIONS[op].sign;
  return name ? `${pretty(name)} = ${sign}` : sign;
};
const isSum = (node, value) => node.uses.length > 1 && node.op !== "number" && !value.shape.length;

// How large a card is, before it stands.
export const sizeOf = (values) => (node) => {
  if (node.op === "number") return { w: 34, h: 30, short: true };
  const [rows, cols] = sides(values[node.id]);
  const sum = isSum(node, values[node.id]) ? PART * node.uses.length + 2 : 0;
  const short = SHORT.test(node.op);
  const wide = cols * CELL + 17;
  if (node.op)
    return { w: Math.max(wide, 8 * titleOf(node).length + 12), h: (rows * 2 + 1) * ROW + 6 + sum, short };
  const beside = rows * cols === 1;
  const w = beside ? CELL + 8.5 * pretty(node.name).length + 12 : wide + 4;
  return { w: Math.max(w, 68), h: (beside ? 0 : 22) + rows * (BOX + ROW) + 8 + sum, short };
};

// put(k, v): a number of an input was changed; pick(): the card was clicked.
export function card({ node, value, put, pick }) {
  const told = gradients(node, value);
  if (node.op === "number") return constantCard(node);
  const [el, update] =
    node.op === "" ? inputCard({ node, value, put, pick }) : operationCard({ node, value, pick });
  el.append(told.el);
  el.dataset.node = node.id;
  return {
    el,
    update: (all, state) => {
      update(all);
      told.update(all);
      el.classList.toggle("picked", state.pick === node.id);
      el.classList.toggle("mended", all.mended.includes(node.id));
    },
  };
}

const constantCard = (node) => ({
  el: h("div", { class: "node constant", "data-node": node.id }, titleOf(node)),
  update: () => {},
});

// Its name is a button; a click anywhere on the card does the same.
const shell = ({ node, look, pick, title }, ...children) =>
  h(
    "div",
    {
      class: `node ${look}`,
      "data-text": node.text,
      onclick: (event) => event.target.localName !== "button" && pick(),
    },
    h("button", { type: "button", class: "name", onclick: pick }, title),
    children,
  );

function inputCard({ node, value, put, pick }) {
  const boxes = titles(value).map((title, k) => dragBox(node.name + title, value.data[k], (v) => put(k, v)));
  const look = value.shape.length ? "input" : "input one";
  const unseen = h("span", { class: "unseen" }, ", an input");
  const el = shell(
    { node, look, pick, title: [pretty(node.name), unseen] },
    grid(value, (k) => boxes[k].el, "boxes").el,
  );
  const update = ({ values }) => boxes.forEach((box, k) => box.set(values[node.id].data[k]));
  return [el, update];
}

function operationCard({ node, value, pick }) {
  const cells = grid(value, (_k, title) => number(`value.${node.id}${title}`, 0), "value");
  cells.el.dataset.control = "values";
  const open = h("span", { class: "open" }, "?");
  const unseen = h("span", { class: "unseen" }, `: ${node.text}`);
  const el = shell({ node, look: "operation", pick, title: [titleOf(node), unseen] }, cells.el, open);
  const update = ({ values, known }) => {
    const there = known(node.id);
    cells.el.hidden = !there;
    open.hidden = there;
    cells.cells.forEach((cell, k) => {
      show(cell, values[node.id].data[k]);
    });
  };
  return [el, update];
}

// The gradient under the value; where the node is used more than once, what came back adds up as on paper.
function gradients(node, value) {
  const cells = grid(value, (_k, title) => number(`gradient.${node.id}${title}`, 0));
  const sum = isSum(node, value) ? node.uses.map(() => h("span", {})) : [];
  const written = h("span", { class: "sum" }, sum);
  const whole = h("span", { class: "whole" }, cells.el);
  const el = h("span", { class: "under gradient", "data-control": "gradients" }, written, whole);
  const update = ({ grads, parts, broken }) => {
    const grad = grads[node.id];
    whole.hidden = !grad;
    written.hidden = !grad || broken; // a wrong program does not show its sums
    if (!grad) return;
    cells.cells.forEach((cell, k) => {
      show(cell, grad.data[k]);
    });
    sum.forEach((el, i) => {
      const part = parts[node.id][i];
      setText(el, `${i ? "+ " : ""}${part ? format(part.data[0]) : "?"}`);
    });
  };
  return { el, update };
}

// A box for a number that also gives way to a drag: to the right and up for more.
function dragBox(label, value, onInput) {
  const fine = Math.abs(value) < 1 ? 0.01 : 0.1;
  const box = numberBox({ label, min: -FAR, max: FAR, step: fine, value, onInput });
  let held = null;
  box.el.addEventListener("pointerdown", (event) => {
    if (event.button === 0)
      held = { x: event.clientX, y: event.clientY, from: box.el.valueAsNumber, moved: false };
  });
  box.el.addEventListener("pointermove", (event) => {
    if (!held) return;
    const far = event.clientX - held.x - (event.clientY - held.y);
    if (!held.moved && Math.abs(far) < 4) return;
    if (!held.moved) box.el.setPointerCapture(event.pointerId);
    held.moved = true;
    event.preventDefault();
    const v = roundTo(held.from + fine * Math.round(far / PIXELS), fine);
    box.set(v);
    onInput(v);
  });
  const release = () => {
    held = null;
  };
  box.el.addEventListener("pointerup", release);
  box.el.addEventListener("pointercancel", release);
  return {
    el: h("span", { class: "box", "data-name": `value.${label}` }, box.el),
    set(v) {
      box.set(v);
      this.el.dataset.value = String(v);
    },
  };
}
