// What the network sees, with the map of where it looked, the cover and the window of the picked map over it.
import { format, h, readout, s, setText } from "../../widgets/ui.js";
import { SIDE, STRIDE } from "./network.js";
import { canvasOf, FINE, ink, overlay } from "./paint.js";

const SAYS = {
  occlusion: ["The score falls most, by ", " when the cover lies at "],
  gradient: ["The score changes fastest, by ", " for a whole pixel of ink, at "],
  saliency: ["The score is most sensitive, ", " for a whole pixel of ink, at "],
};

export function seen({ state }) {
  const [picture, over] = [canvasOf(SIDE, "ink"), canvasOf(SIDE * FINE, "over")];
  const [window_, peak, cover] = ["window", "peak", "cover"].map((look) => s("rect", { class: look }));
  const svg = s("svg", { viewBox: `0 0 ${SIDE} ${SIDE}`, "aria-hidden": "true" }, window_, peak, cover);
  const marks = h("div", { class: "marks", "data-control": "looked" }, over);
  const paper = h("div", { class: "paper" }, picture, marks, svg);
  const ink_ = readout("ink", (v) => `${format(v)} pixels of ink`);
  const value = readout("looked", (v) => format(v));
  const [row, column] = ["row", "column"].map((name) => readout(`looked ${name}`, (v) => String(v)));
  const [before, between] = [h("span", {}), h("span", {})];
  const told = h("p", { class: "note", "data-control": "looked" }, before, value.el, between);
  told.append(h("span", {}, "row ", row.el, ", column ", column.el, "."));

  function draw({ seen: image, looked, covered, places }, { window }) {
    ink(picture, image);
    overlay(over, looked);
    square(window_, window);
    ink_.set(image.reduce((a, b) => a + b, 0));
    told.hidden = !looked;
    show(peak, Boolean(looked));
    show(cover, covered >= 0);
    if (covered >= 0)
      square(cover, {
        top: STRIDE * Math.floor(covered / places),
        left: STRIDE * (covered % places),
        size: state.patch,
      });
    if (!looked) return;
    const { step, size } = looked;
    square(peak, { top: step * looked.row, left: step * looked.column, size });
    const [first, second] = SAYS[state.look];
    setText(before, first);
    setText(between, second);
    value.set(looked.value);
    row.set(step * looked.row);
    column.set(step * looked.column);
  }
  const el = h(
    "div",
    { class: "side", "data-control": "seen" },
    h("p", { class: "small" }, "The network sees"),
    paper,
    h("p", { class: "note" }, ink_.el),
  );
  return { el, told, draw };
}

const show = (el, there) => el.toggleAttribute("hidden", !there);

function square(el, { top, left, size }) {
  for (const [name, v] of Object.entries({ x: left, y: top, width: size, height: size }))
    el.setAttribute(name, v);
}
