// The predictions that this browser keeps: name → { question, given, right, text, answer, exact, at }. No DOM beside the storage.
// A store that is full, forbidden or filled with something else loses nothing but itself: what it does not take
// lasts as long as the page, where every widget of it finds it.

const KEY = "course:predictions";
const CHANGED = "course:predicted";
const HELD = Symbol.for(KEY); // widgets are separate modules: this is where they meet

const held = () => {
  globalThis[HELD] ??= {};
  return globalThis[HELD];
};

function stored() {
  try {
    const found = JSON.parse(localStorage.getItem(KEY) ?? "{}");
    return found && typeof found === "object" && !Array.isArray(found) ? found : {};
  } catch {
    return {};
  }
}

const WORDS = ["question", "given", "text", "answer", "at"];

/** Whether it is a record as predict.js writes it. */
export function sound(record) {
  const outcome = [true, false, null].includes(record?.right);
  return outcome && WORDS.every((key) => typeof record[key] === "string");
}

const all = () => ({ ...stored(), ...held() });

export function read(name) {
  const record = all()[name];
  return sound(record) ? record : null;
}

/** Whether a record would still be there after a reload. */
export const lasts = (name) => sound(stored()[name]);

/** Every record of a topic, the oldest first; `more` are those that a notebook has kept. */
export function readTopic(topic, more = {}) {
  return Object.entries({ ...more, ...all() })
    .filter(([name, record]) => name.startsWith(`${topic}/`) && sound(record))
    .map(([name, record]) => ({ name, ...record }))
    .sort((a, b) => a.at.localeCompare(b.at));
}

/** Keeps a record; null forgets it. */
export function write(name, record) {
  const records = stored();
  delete held()[name];
  if (record) records[name] = record;
  else delete records[name];
  try {
    localStorage.setItem(KEY, JSON.stringify(records));
  } catch {
    if (record) held()[name] = record;
  }
  globalThis.document?.dispatchEvent(new CustomEvent(CHANGED, { detail: { name, made: Boolean(record) } }));
}

export function onChange(callback) {
  document.addEventListener(CHANGED, callback);
  addEventListener("storage", callback); // another page of the course is open
  return () => {
    document.removeEventListener(CHANGED, callback);
    removeEventListener("storage", callback);
  };
}
