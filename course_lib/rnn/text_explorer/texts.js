// The texts to learn from. The names are part of the program. Shakespeare is a script beside the pages of the book, so
// that a page that was opened as a file gets it too; in a running notebook Python sends it. So comes the model that has
// learned it beforehand.
import { corpus, trained } from "./engine.js";
import { NAMES } from "./names.js";

const NAMES_TEXT = `${NAMES.replaceAll(" ", "\n")}\n`;
const TRAINED = "trained";
const SCRIPTS = "courseTexts"; // where such a script puts its text

// came(): a text that was asked for is there, or cannot be had.
export function texts(model, came) {
  const kept = { names: NAMES_TEXT };
  const asked = new Set();
  const missing = new Set();
  const put = (name, text) => {
    if (typeof text === "string") kept[name] = text;
    else missing.add(name);
    came();
  };
  const hear = ({ text, name }) => text && put(name, text);
  model.on("msg:custom", hear);
  function ask(name) {
    if (asked.has(name)) return;
    asked.add(name);
    const host = document.querySelector('script[src*="_static/host.js"]');
    if (!host) return model.send({ text: name });
    const answer = () => put(name, globalThis[SCRIPTS]?.[name]);
    const script = document.createElement("script");
    Object.assign(script, { src: new URL(`texts/${name}.js`, host.src), onload: answer, onerror: answer });
    document.head.append(script);
  }
  const known = new Map();
  let made = null;
  return {
    // Its text, numbers and vocabulary, see corpus.js; null until it is there.
    of(name, seed) {
      const key = `${name} ${name === "names" ? seed : ""}`; // nothing is drawn of the other
      if (!(name in kept)) ask(name);
      else if (!known.has(key)) {
        known.clear();
        const list = name === "names";
        known.set(key, { text: kept[name], list, ...corpus(kept[name], { list, seed }) });
      }
      return known.get(key) ?? null;
    },
    // That model, see trained.js; null until it is there.
    trained() {
      if (!(TRAINED in kept)) ask(TRAINED);
      else made ??= trained(kept[TRAINED]);
      return made;
    },
    missing: ({ corpus: name, model }) => missing.has(name) || (model === TRAINED && missing.has(TRAINED)),
    stop: () => model.off("msg:custom", hear),
  };
}
