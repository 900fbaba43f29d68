// The picture that the logits belong to, where they belong to one.
import { h, s } from "../../widgets/ui.js";

export function pictureView(state) {
  const el = h("div", { class: "digit" });
  function draw(many) {
    el.hidden = !many || state.picture.length === 0;
    if (el.hidden || el.dataset.drawn) return;
    el.dataset.drawn = "true";
    const pixels = state.picture.map((v, i) =>
      s("rect", {
        x: i % 8,
        y: Math.floor(i / 8),
        width: 1.02,
        height: 1.02,
        fill: "currentColor",
        "fill-opacity": v / 16,
      }),
    );
    el.replaceChildren(
      s("svg", { viewBox: "0 0 8 8", role: "img", "aria-label": "The digit, 8 by 8 pixels" }, pixels),
      h("p", { class: "comment" }, "The picture that these logits belong to."),
    );
  }
  return { el, draw };
}
