// What runs when a reader asks for one cell: plain decisions about rows, without a page.

const LIVE = ["run", "answer", "given", "test", "solution"];
const EDITABLE = ["run", "answer", "solution"];
const ABOVE = ["run", "given", "answer"]; // what a cell below may need

export const isLive = ({ kind }) => LIVE.includes(kind);
export const isEditable = ({ kind }) => EDITABLE.includes(kind);

/** The first answer that a row needs and that is not written; else undefined. */
export const unwritten = ({ needs = [] }, isWritten) => needs.find((id) => !isWritten(id));

/** The cells to run for cell `i`: those above that have not run as they stand, an answer, and what needs it, only once
 * it is written. */
export function toRun(rows, i, { hasRun, isTouched }) {
  const isWritten = (id) => isTouched(rows.findIndex((row) => row.id === id));
  const above = rows.slice(0, i).flatMap((row, k) => {
    const wanted = ABOVE.includes(row.kind) && (row.kind !== "answer" || isTouched(k));
    return wanted && !hasRun(k) && (isTouched(k) || !unwritten(row, isWritten)) ? [k] : [];
  });
  return [...above, i];
}

/** What belongs to an answer: the tests below it, with what is given between them, before the next answer. */
export function testsOf(rows, i) {
  const next = rows.findIndex(({ kind }, k) => k > i && kind === "answer");
  const below = rows.map((_, k) => k).slice(i + 1, next < 0 ? rows.length : next);
  const last = below.findLast((k) => rows[k].kind === "test");
  return below.filter((k) => k <= last && ["test", "given"].includes(rows[k].kind));
}

/** The answer that a test checks; −1 where none stands above it. */
export const answerOf = (rows, i) => rows.findLastIndex(({ kind }, k) => k < i && kind === "answer");
