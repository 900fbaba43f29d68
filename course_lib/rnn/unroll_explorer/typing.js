// The box for the sequence: what cannot be read is told, and the picture stays as it was.
import { h, setText, uid } from "../../widgets/ui.js";
import { stepsOf } from "./sequence.js";

export function typing({ state, accept, words }) {
  const id = uid("sequence");
  const told = h("p", { class: "error", id: `${id}-told`, role: "alert", hidden: true });
  const mark = (message) => {
    told.hidden = !message;
    setText(told, message);
    box.toggleAttribute("aria-invalid", Boolean(message));
  };
  const box = h("input", {
    type: "text",
    id,
    spellcheck: "false",
    autocapitalize: "off",
    autocomplete: "off",
    maxlength: 200,
    "aria-describedby": told.id,
    oninput: () => {
      try {
        stepsOf(box.value);
      } catch ({ message }) {
        return mark(message);
      }
      mark("");
      return accept({ sequence: box.value, preset: "" });
    },
  });
  const el = h(
    "div",
    { class: "control typing", "data-control": "sequence" },
    h("label", { for: id }, words.typing),
    box,
    told,
  );
  let drawn;
  function draw() {
    if (state.sequence === drawn) return;
    drawn = state.sequence;
    if (box.value !== drawn) box.value = drawn;
    mark("");
  }
  // what could not be read goes, too
  const reset = () => {
    drawn = undefined;
  };
  return { el, draw, reset };
}
