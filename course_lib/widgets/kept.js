// The predictions that this browser keeps: name → { question, given, right, answer, at }. No DOM beside the storage.
// A store that is full, forbidden or filled with something else loses nothing but itself.

const KEY = "course:predictions";
const CHANGED = "course:predicted";

function all() {
  try {
    const found = JSON.parse(localStorage.getItem(KEY) ?? "{}");
    return found && typeof found === "object" && !Array.isArray(found) ? found : {};
  } catch {
    return {};
  }
}

const sound = (r) => r && typeof r.question === "string" && typeof r.given === "string";

export function read(name) {
  const record = all()[name];
  return sound(record) ? record : null;
}

// Every record of a topic, the oldest first.
export function readTopic(topic) {
  return Object.entries(all())
    .filter(([name, record]) => name.startsWith(`${topic}/`) && sound(record))
    .map(([name, record]) => ({ name, ...record }))
    .sort((a, b) => String(a.at).localeCompare(String(b.at)));
}

// Returns whether it is kept. null forgets it.
export function write(name, record) {
  const records = all();
  if (record) records[name] = record;
  else delete records[name];
  let kept = true;
  try {
    localStorage.setItem(KEY, JSON.stringify(records));
  } catch {
    kept = false;
  }
  globalThis.document?.dispatchEvent(new CustomEvent(CHANGED, { detail: { name, made: Boolean(record) } }));
  return kept;
}

export function onChange(callback) {
  document.addEventListener(CHANGED, callback);
  addEventListener("storage", callback); // another page of the course is open
  return () => {
    document.removeEventListener(CHANGED, callback);
    removeEventListener("storage", callback);
  };
}
