// A plain text area that keeps Python's indentation. Tab indents; Escape lets the next Tab leave, and says so.

const STEP = "    ";
const HELP = "Tab indents. To leave with Tab, press Escape before. Shift+Enter runs.";

/** What a key changes: the text from `from` to `to` becomes `text`, and the caret or selection follows. */
export const change = (from, to, text, start = from + text.length, end = start) => ({
  from,
  to,
  text,
  start,
  end,
});

const lineStart = (text, at) => text.lastIndexOf("\n", at - 1) + 1;

/** Enter: as deep as the line before, and one step deeper after a colon. */
export function broken(text, start, end) {
  const line = text.slice(lineStart(text, start), start);
  const deeper = /:\s*(#.*)?$/.test(line) ? STEP : "";
  return change(start, end, `\n${/^ */.exec(line)[0]}${deeper}`);
}

/** Tab: blanks up to the next step, or each selected line one step deeper. */
export function indented(text, start, end) {
  if (!text.slice(start, end).includes("\n")) {
    const column = start - lineStart(text, start);
    return change(start, end, " ".repeat(STEP.length - (column % STEP.length)));
  }
  return eachLine(text, start, end, (line) => (line ? STEP + line : line));
}

/** Shift and Tab: each line of the selection one step back. */
export const outdented = (text, start, end) =>
  eachLine(text, start, end, (line) => line.replace(/^ {1,4}/, ""));

function eachLine(text, start, end, shift) {
  const from = lineStart(text, start);
  const old = text.slice(from, end);
  const lines = old.split("\n").map(shift);
  const first = lines[0].length - old.split("\n")[0].length;
  const all = lines.join("\n");
  const begin = Math.max(from, start + first);
  return change(from, end, all, begin, Math.max(begin, end + all.length - old.length));
}

/** Applied so that the browser's own undo knows it. */
function apply(area, { from, to, text, start, end }) {
  area.setSelectionRange(from, to);
  const done = text ? document.execCommand("insertText", false, text) : document.execCommand("delete");
  if (!done) area.setRangeText(text, from, to);
  area.setSelectionRange(start, end);
  area.dispatchEvent(new Event("input"));
}

/** A text area with `source`; `changed(text)` and `run()` are called. */
export function editor(source, name, { changed, run }) {
  const area = document.createElement("textarea");
  Object.assign(area, { className: "cells-editor", value: source, spellcheck: false });
  for (const [key, value] of Object.entries({ autocapitalize: "off", autocomplete: "off", wrap: "off" }))
    area.setAttribute(key, value);
  area.setAttribute("aria-label", `Code of ${name}`);
  area.setAttribute("aria-description", HELP);
  area.title = HELP;
  let leaving = false;
  const fit = () => {
    area.rows = area.value.split("\n").length + 1;
  };
  const keys = (event) => {
    const how = { Tab: event.shiftKey ? outdented : indented, Enter: broken }[event.key];
    const other = event.ctrlKey || event.metaKey || event.altKey;
    if (event.key === "Enter" && (event.shiftKey || other)) {
      event.preventDefault();
      return run();
    }
    const free = leaving;
    if (event.key !== "Shift") leaving = event.key === "Escape"; // Shift belongs to the Tab that follows
    if (!how || other || event.isComposing || (event.key === "Tab" && free)) return;
    event.preventDefault();
    apply(area, how(area.value, area.selectionStart, area.selectionEnd));
  };
  area.addEventListener("keydown", keys);
  area.addEventListener("input", () => {
    fit();
    changed(area.value);
  });
  fit();
  return area;
}
