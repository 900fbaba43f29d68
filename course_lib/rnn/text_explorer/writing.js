// The typed beginning, and the pen: one character at a time, and back.
import { button, h, setText, uid } from "../../widgets/ui.js";
import { LONGEST, readable } from "./state.js";

// state: the settings; put(patch): a hand changes them; more(): the text with one character more, or null.
export function writing({ state, put, more, words, known }) {
  const id = uid("beginning");
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
    maxlength: LONGEST,
    "aria-describedby": told.id,
    oninput: () => {
      const text = known();
      const stranger = text && [...box.value].find((char) => readable(char, text).length === 0);
      if (stranger) return mark(`${stranger} is not in this text.`);
      mark("");
      return put({ beginning: box.value, written: "" });
    },
  });
  const typed = h(
    "div",
    { class: "control typing", "data-control": "beginning" },
    h("label", { for: id }, words.typing),
    box,
    told,
  );
  const step = button("Step", () => {
    const written = more();
    if (written !== null) put({ written });
  });
  const back = button("Back", () => put({ written: state.written.slice(0, -1) }));
  const line = h("output", { class: "line", "aria-label": words.line, "data-name": "written" });
  const pen = h(
    "div",
    { class: "control player", role: "group", "aria-label": words.pen, "data-control": "writer" },
    step,
    back,
    line,
  );
  let drawn;
  function draw(all) {
    if (state.beginning !== drawn) {
      drawn = state.beginning;
      if (box.value !== drawn) box.value = drawn;
      mark("");
    }
    step.disabled = !all;
    back.disabled = !state.written;
    if (!all) return;
    line.dataset.value = [...all.written].length;
    const show = (text) => text.replaceAll("\n", "↵");
    line.replaceChildren(show(all.beginning), h("b", {}, show(all.written)));
  }
  // what could not be read goes, too
  const reset = () => {
    drawn = undefined;
  };
  return { typed, pen, draw, reset };
}
