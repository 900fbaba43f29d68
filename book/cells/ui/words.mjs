// What a reader is told.

import { el } from "./dom.mjs";

const MB = { numpy: 10, figures: 16 };

export const once = (snapshot) => `(loads ${MB[snapshot]} MB once)`;
export const megabytes = (bytes) => `Loading Python: ${(bytes / 1e6).toFixed(1)} MB`;
export const fromAFile = (notebook) =>
  `A page opened as a file cannot run Python: run “python -m http.server” in the folder with index.html and open http://localhost:8000/${notebook.replace("ipynb", "html")}`;
export const NOTES = {
  "slower start": "Slower start: Python begins without its snapshot.",
  "variables lost": "The cell did not answer. Python has started anew: variables lost.",
  "Python ended": "Python ended while this cell ran, and has started anew: variables lost.",
};
export const failed = (error) =>
  `Python could not be loaded (${error.message}). The page shows what it was built with.`;
export const missing = (module) => `Python in the page has no ${module}.`;

/** How a cell ended: its time, or what went wrong; `note` is what Python's loader told meanwhile. */
export function ended({ error, stopped, lost, ms }, note) {
  if (lost) return NOTES[note] ?? NOTES["variables lost"];
  if (stopped === "deadline") return "Stopped: a cell may run for 60 s.";
  if (stopped) return "Stopped. Variables are kept.";
  const text = `${error ? `${error.kind}, ` : ""}${seconds(ms)}`;
  return note ? `${text}. ${NOTES[note]}` : text;
}

const seconds = (ms) => (ms < 10 ? "under 0.01 s" : `${(ms / 1000).toFixed(ms < 995 ? 2 : 1)} s`);

/** What a test says in one line. */
export function verdict({ error, stopped, lost }) {
  if (lost || stopped) return "not finished";
  if (!error) return "passed";
  const { kind, message, traceback } = error;
  if (kind === "NotImplementedError") return "nothing is written here yet";
  if (kind !== "AssertionError") return message ? `${kind}: ${message}` : kind;
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
