// A box for words with a form: what cannot be read is told, and the picture stays as it was.
import { h, setText, uid } from "./ui.js";

// name: the setting that holds the text; read(text) throws an Error that says what is wrong.
export function typing({ name, label, read, state, accept, most = 200 }) {
  const id = uid(name);
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
    maxlength: most,
    "aria-describedby": told.id,
    oninput: () => {
      try {
        read(box.value);
      } catch ({ message }) {
        return mark(message);
      }
      mark("");
      return accept({ [name]: box.value, preset: "" });
    },
  });
  const el = h(
    "div",
    { class: "control typing", "data-control": name },
    h("label", { for: id }, label),
    box,
    told,
  );
  let drawn;
  function draw() {
    if (state[name] === drawn) return;
    drawn = state[name];
    if (box.value !== drawn) box.value = drawn;
    mark("");
  }
  // what could not be read goes, too
  const reset = () => {
    drawn = undefined;
  };
  return { el, draw, reset };
}
