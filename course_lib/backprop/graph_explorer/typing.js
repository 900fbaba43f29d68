// The box for the expression: what cannot be read is told at its place, and the graph stays as it was.
import { h, setText, uid } from "../../widgets/ui.js";
import { Mistake, WORD } from "./language.js";
import { analyse } from "./state.js";

export function typing({ state, accept, words }) {
  const id = uid("expression");
  const box = h("textarea", {
    id,
    rows: 1,
    spellcheck: "false",
    autocapitalize: "off",
    autocomplete: "off",
    maxlength: 500,
    "aria-describedby": `${id}-told`,
    oninput: () => read(),
  });
  const told = h("pre", { class: "mistake", id: `${id}-told`, role: "alert", hidden: true });
  const el = h(
    "div",
    { class: "control typing", "data-control": "expression" },
    h("label", { for: id }, words.typing),
    box,
    told,
  );
  let accepted;
  function read() {
    try {
      for (const { 0: word, index } of box.value.matchAll(WORD))
        if (words.taken.includes(word))
          throw new Mistake(`${word} is a word of Python: choose another name`, index);
      const patch = { expression: box.value, values: kept(box.value, state) };
      analyse({ ...state, ...patch });
      accepted = box.value;
      mark(null);
      accept(patch);
    } catch (error) {
      if (!(error instanceof Mistake)) throw error;
      mark(error);
    }
    grow();
  }
  function mark(error) {
    told.hidden = !error;
    box.toggleAttribute("aria-invalid", Boolean(error));
    if (error) setText(told, pointed(box.value, error));
  }
  const grow = () => {
    box.rows = Math.min(6, box.value.split("\n").length);
  };
  function draw(fresh = false) {
    if (accepted === state.expression && !fresh) return;
    accepted = box.value = state.expression;
    mark(null);
    grow();
  }
  return { el, draw };
}

// The line, a mark below the character where it fails, and what is wrong.
export function pointed(text, { message, at }) {
  const before = text.slice(0, at).split("\n");
  const line = text.split("\n")[before.length - 1];
  return `${line}\n${" ".repeat(before.at(-1).length)}↑ ${message}`;
}

// Inputs whose shape no longer fits begin anew; what the text itself sets is what the text says.
function kept(text, { values }) {
  const set = [...text.matchAll(/([\p{L}_][\p{L}\p{Nd}_]*)\s*=\s*[-[\d.]/gu)].map(([, name]) => name);
  return Object.fromEntries(Object.entries(values).filter(([name]) => !set.includes(name)));
}
