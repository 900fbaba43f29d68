// What a reader writes for a person: a text area, and the text as it is read.

import { button, el } from "./dom.mjs";
import { withFormulas } from "./markdown.mjs";

const PROSE = { font: "inherit", whiteSpace: "pre-wrap", fieldSizing: "content", minHeight: "10rem" };
const SURE = "All edits of this page will be lost, and all variables. Reset the page?";
const SURE_OF_TEXT = "Your text will be lost. Reset it?";

export const isSure = () => confirm(SURE);

/** What shows a `Text`: called with true it opens the text area, else it closes it and shows what was written. */
export function writer(text) {
  const { acts } = text;
  const [asBuilt] = text.element.children;
  const area = el("textarea", { className: "cells-editor", rows: 10, hidden: true });
  Object.assign(area.style, PROSE, { border: "1px solid var(--pst-color-border)" });
  area.placeholder = text.row.source;
  area.setAttribute("aria-label", "Your text");
  const read = el("div", { className: "cells-read", hidden: true });
  read.style.overflowWrap = "anywhere";
  const done = button("Done", () => {
    show();
    text.editButton.focus({ preventScroll: true });
  });
  const reset = button("Reset", () => {
    if (!confirm(SURE_OF_TEXT)) return;
    acts.reset(text);
    text.editButton.focus({ preventScroll: true });
  });
  asBuilt.after(area, read);
  text.editButton.before(done);
  text.editButton.after(reset);

  area.addEventListener("input", () => {
    text.source = area.value.trim() ? area.value : text.row.source;
    acts.edited(text);
    reset.hidden = !text.isEdited;
  });
  area.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || !(event.shiftKey || event.ctrlKey || event.metaKey)) return;
    event.preventDefault();
    done.click();
  });

  function show(writes = false) {
    asBuilt.hidden = writes || text.isEdited;
    area.hidden = done.hidden = !writes;
    text.editButton.hidden = writes;
    read.hidden = writes || !text.isEdited;
    reset.hidden = !text.isEdited;
    if (!writes) return read.hidden || rendered(text.source);
    area.value = text.isEdited ? text.source : "";
    area.focus();
  }

  /** As Markdown; a text without formulas needs nothing more for it. */
  async function rendered(source) {
    read.innerHTML = withFormulas(source, () => "");
    if (!source.includes("$")) return;
    try {
      const { html } = await acts.text();
      const shown = await html(source);
      if (source === text.source) read.innerHTML = shown;
    } catch {
      const plain = el("p", { className: "cells-plain", textContent: source });
      plain.style.whiteSpace = "pre-wrap";
      read.replaceChildren(plain);
    }
  }

  return show;
}
