// The kernels of the filter in sight, in boxes, and on the way back the gradient of every weight below them.
import { h, numberBox } from "../../widgets/ui.js";
import { grid, show } from "./panel.js";
import { edits } from "./state.js";

const FAR = 99;

export function kernelView({ state, byHand }) {
  const el = h("div", { class: "kernels" });
  let built = "";
  let boxes = [];
  let told = [];
  let filter = 0;
  function build(kernels, k, back) {
    const key = JSON.stringify([kernels.length, k, back]);
    if (key === built) return;
    built = key;
    boxes = [];
    told = [];
    const parts = kernels.map((_, channel) => {
      const own = Array.from({ length: k * k }, (_i, i) => {
        const [a, b] = [Math.floor(i / k), i % k];
        const name = `weight ${kernels.length > 1 ? `${channel + 1}: ` : ""}${a}, ${b}`;
        const put = (v) => byHand({ ...edits.weight(state, [filter, channel, a, b], v), preset: "" });
        const box = numberBox({ label: name, min: -FAR, max: FAR, step: 0.1, value: 0, onInput: put });
        const cell = h("span", { class: "box", "data-name": `weight.${channel}.${a}.${b}` }, box.el);
        boxes.push({ box, cell, at: [channel, a, b] });
        return cell;
      });
      const below = grid(k, (i) => `gradient.${channel}.${Math.floor(i / k)}.${i % k}`);
      if (back) told.push({ channel, ...below });
      return h(
        "div",
        { class: "kernel" },
        h("span", { class: "cells", style: `grid-template-columns: repeat(${k}, auto)` }, own),
        back && h("div", { class: "gradient", "data-control": "gradients" }, "▽", below.el),
      );
    });
    el.classList.toggle("beside", back && kernels.length > 1 && k < 5);
    el.replaceChildren(h("strong", {}, "Kernel"), ...parts);
  }
  function draw(all) {
    filter = all.pick?.[0] ?? 0;
    const kernels = all.weight[filter];
    build(kernels, all.k, Boolean(all.grads));
    for (const {
      box,
      cell,
      at: [channel, a, b],
    } of boxes) {
      box.set(Math.round(1000 * kernels[channel][a][b]) / 1000); // what is longer does not fit the box
      cell.dataset.value = String(kernels[channel][a][b]);
    }
    for (const { channel, cells } of told)
      cells.forEach((cell, i) => show(cell, all.grads.weight[filter][channel].flat()[i]));
  }
  return { el, draw };
}
