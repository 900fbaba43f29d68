// The worker in which the Python of a page runs. It is told:
//
//   { type: "prepare", place, snapshot, parts? }   fetch and compile; `parts` are those of the worker before
//   { type: "boot" }                               start Python
//   { type: "run", id, source, name, live, patience }
//   { type: "reset" }
//
// and tells: loaded (bytes), prepared, ready (ms, refused, parts), output (id, kind, text), done (id, error, ms, stopped),
// reset, failed (text), died (text).

import { fromSnapshot, fromTheBeginning } from "./boot.mjs";
import { flow } from "./flow.mjs";
import { decoderReady, lateParts, partsOf } from "./parts.mjs";
import { interruptBuffer } from "./signal.mjs";

let place;
let parts; // promise
let keep; // the page has no parts yet
let cells; // Python's course_cells
let running = null;

const tell = (type, more, moved) => postMessage({ type, ...more }, moved);
const shown = flow((kind, text) => tell("output", { id: running, kind, text }));
const signal = interruptBuffer(undefined, shown.tick);
const loaded = (bytes) => tell("loaded", { bytes });

function prepare(given) {
  place = given.place;
  keep = !given.parts;
  parts = Promise.all([given.parts ?? partsOf(place.base, place, given.snapshot, loaded), decoderReady()]);
  return parts.then(
    () => tell("prepared"),
    () => {}, // told when it is needed
  );
}

/** Python, from its snapshot; where that cannot be had, from the beginning, and why. */
async function started() {
  try {
    const [found] = await parts;
    const py = await fromSnapshot(place, found);
    return { py, found };
  } catch (error) {
    const late = await lateParts(place.base, place.core, loaded);
    return { py: await fromTheBeginning(place, late), refused: `${error}` };
  }
}

async function boot() {
  const begin = performance.now();
  const { py, found, refused } = await started();
  py.setInterruptBuffer(signal.buffer);
  cells = py.pyimport("course_cells");
  cells.connect(shown.take);
  const kept = keep ? found : undefined;
  const ms = performance.now() - begin;
  tell("ready", { ms, refused, parts: kept }, kept ? [kept.memory.buffer] : []);
}

/** The error of a cell as course_cells tells it. A signal that came while it told is an interrupt all the same. */
function errorOf(source, name) {
  try {
    return JSON.parse(cells.run(source, name) ?? null);
  } catch (error) {
    if (error.type !== "KeyboardInterrupt") throw error;
    return { kind: error.type, message: "", traceback: "KeyboardInterrupt\n" };
  }
}

function run({ id, source, name, live, patience }) {
  const begin = performance.now();
  running = id;
  shown.begin();
  signal.begin(live, patience);
  const error = errorOf(source, name);
  shown.end();
  tell("done", { id, error, stopped: signal.end(), ms: performance.now() - begin });
}

function reset() {
  cells.reset();
  tell("reset");
}

const ORDERS = { prepare, boot, run, reset };

// a cell that Python itself does not survive ends in an exception of JavaScript
addEventListener("message", async ({ data }) => {
  try {
    await ORDERS[data.type](data);
  } catch (error) {
    shown.end();
    tell(data.type === "run" || data.type === "reset" ? "died" : "failed", { text: `${error}` });
  }
});
