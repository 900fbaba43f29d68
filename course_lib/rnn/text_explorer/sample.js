// What the model writes: names one under the other, or running text.
import { h, setText } from "../../widgets/ui.js";
import { START } from "./state.js";

export function sample(words) {
  const title = h("p", {}, words.sample);
  const out = h("output", { "aria-label": words.sample });
  const el = h("div", { class: "sample", "data-control": "sample" }, title, out);
  function draw({ list }, beginning, text) {
    const all = beginning + text;
    out.classList.toggle("list", list);
    if (!list) {
      setText(out, all);
      return;
    }
    const lines = `${all}…`.split(START); // the last one may have been cut
    out.replaceChildren(...lines.map((line) => h("span", {}, line)));
  }
  return { el, draw };
}
