// What a runner knows of answers: which are not written yet, and what a cell that ended says of itself.

import { unwritten } from "./plan.mjs";
import * as words from "./words.mjs";

/** The answer that a cell needs and that is not written yet, in words; "" where there is none, `but` one apart. */
export function lacking(cells, cell, but) {
  const answer = (id) => cells.find((one) => one?.row.id === id);
  const found = unwritten(cell.row, (id) => id === but?.row.id || answer(id)?.isEdited);
  return found ? words.nothingIn(answer(found)) : "";
}

/** How a cell ended, the module that it lacks, and a link to where it is; `ran` is the text that did. */
export function ending(cells, cell, end, { ran, note, colab }) {
  const passed = cell.row.kind === "test" && !end.error && !end.lost;
  const lacks = end.error ? end.error.missing : words.absent(ran);
  const parts = [
    `${passed ? "✓ Passed. " : ""}${words.ended(end, note)}`,
    lacks ? words.missing(lacks) : "",
    words.undefinedName(end.error, cells),
  ];
  const link = lacks && colab ? [" ", words.colabLink(colab)] : [];
  return { passed, text: parts.filter(Boolean).join(". "), link };
}
