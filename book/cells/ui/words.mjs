// What a reader is told.

import { el } from "./dom.mjs";

const MB = { numpy: 10, figures: 16 };

export const once = (snapshot) => `(loads ${MB[snapshot]} MB once)`;
export const megabytes = (bytes) => `Loading Python: ${(bytes / 1e6).toFixed(1)} MB`;
export const fromAFile = (notebook) =>
  `A page opened as a file cannot run Python: run “python -m http.server” in the folder with index.html and open http://localhost:8000/${notebook.replace("ipynb", "html")}`;
export const ELSEWHERE =
  "Changed in another tab. Reload the page to see it; what you write here takes its place.";
export const NOTES = {
  "slower start": "Slower start: Python begins without its snapshot.",
  "variables lost": "The cell did not answer. Python has started anew: variables lost.",
  "Python ended": "Python ended while this cell ran, and has started anew: variables lost.",
};
export const failed = (error) =>
  `Python could not be loaded (${error.message}). The page shows what it was built with.`;
export const missing = (module) => `Python in the page has no ${module}.`;
/** What a cell imports although it is not here: it is missed only where it is used. */
export const absent = (source) => /^\s*(?:import|from)\s+(torch|scipy)\b/m.exec(source)?.[1];
export const nothingIn = (answer) => `Nothing is written in ${answer.name} yet.`;
export const meanwhile = ({ row, name, title }) =>
  row.kind === "test" ? `Checks ${title}` : `Runs ${name} first`;

/** What stands where a job was asked for that did not come to its end; `note` says why. */
export const unfinished = (note) =>
  NOTES[note]
    ? `Not finished. ${NOTES[note]}`
    : `Not finished: ${note === "deadline" ? "a cell may run for 60 s" : "stopped"}`;

/** How a cell ended: its time, or what went wrong; `note` is what Python's loader told meanwhile. */
export function ended({ error, stopped, lost, ms }, note) {
  if (lost) return NOTES[note] ?? NOTES["variables lost"];
  if (stopped === "deadline") return "Stopped: a cell may run for 60 s.";
  if (stopped) return "Stopped. Variables are kept.";
  const text = `${error ? `${error.kind}, ` : ""}${seconds(ms)}`;
  return note ? `${text}. ${NOTES[note]}` : text;
}

const seconds = (ms) => (ms < 10 ? "under 0.01 s" : `${(ms / 1000).toFixed(ms < 995 ? 2 : 1)} s`);

const nameOf = ({ kind, message }) => (kind === "NameError" ? /name '(\w+)' is not/.exec(message)?.[1] : "");

/** Of a name that is not there: which answer would give it, and what became of it. */
export function undefinedName(error, cells) {
  const name = error && nameOf(error);
  const giver = name && cells.find((cell) => cell?.row.gives?.includes(name));
  if (!giver) return "";
  return giver.isEdited ? `${name} should be defined in ${giver.name}: did you rename it?` : nothingIn(giver);
}

/** The last line of an answer that an error passed through. */
function lineOf({ traceback }, { number }) {
  const steps = [...traceback.matchAll(/File "<cell (\d+)>", line (\d+).*\n +(.*)/g)];
  const [, , line, code] = steps.findLast((step) => step[1] === `${number}`) ?? [];
  return line ? ` (line ${line}: ${code})` : "";
}

const HINTS = [
  [/truth value of an array/, ". For arrays: np.maximum, np.minimum, np.where in place of max, min, if"],
];

/** What a test says in one line: of an answer, among all cells. */
export function verdict({ error, stopped, lost }, answer, cells = []) {
  if (lost || stopped) return "not finished";
  if (!error) return "passed";
  const { kind, message, traceback } = error;
  if (kind === "NotImplementedError") return "nothing is written here yet";
  if (kind !== "AssertionError") {
    const hint = undefinedName(error, cells);
    const more = (hint && `. ${hint}`) || HINTS.find(([what]) => what.test(message))?.[1] || "";
    const says = message.replace(/ \(<cell \d+>, line \d+\)$/, ""); // its line comes with its code
    return (says ? `${kind}: ${says}` : kind) + (answer ? lineOf(error, answer) : "") + more;
  }
  return (
    message ||
    `does not hold: ${traceback
      .match(/^ {4}\S.*$/gm)
      ?.at(-1)
      .trim()}`
  );
}

/** Where a cell that cannot run here can. */
export const colabLink = (href) => el("a", { href, textContent: "Run it in Colab" });
