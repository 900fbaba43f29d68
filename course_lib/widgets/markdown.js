// `code`, *emphasis* and **strong** only; everything else stays the text it is. on_paper.py does the same.
import { h } from "./ui.js";

const MARKS = /(`[^`]+`|\*\*[^*]+\*\*|(?<!\w)\*[^*\s](?:[^*]*[^*\s])?\*(?!\w))/;

export function markdown(text) {
  return text
    .split(MARKS)
    .filter(Boolean)
    .map((part) => {
      if (/^`.+`$/s.test(part)) return h("code", {}, part.slice(1, -1));
      if (/^\*\*.+\*\*$/s.test(part)) return h("strong", {}, part.slice(2, -2));
      if (/^\*.+\*$/s.test(part)) return h("em", {}, part.slice(1, -1));
      return part;
    });
}

/** The same text without its marks, for a name that is only heard. */
export const plain = (text) =>
  markdown(text)
    .map((part) => part.textContent ?? part)
    .join("");
