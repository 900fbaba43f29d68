// A typed sentence, and the arrows of its words, as tokens.py has them. No DOM.
import { random } from "../../widgets/ui/random.js";

export const [MOST, LONGEST, PAD] = [6, 8, "_"];
export const KINDS = ["q", "k", "v"];

// The words; an Error says what does not fit.
export function tokensOf(text) {
  const words = text.split(/\s+/).filter(Boolean);
  if (words.length < 1 || words.length > MOST)
    throw new Error(`A sentence has 1 to ${MOST} words, this one has ${words.length}.`);
  const long = words.find((word) => [...word].length > LONGEST);
  if (long) throw new Error(`${long} has more than ${LONGEST} letters.`);
  return words;
}

// A word that nobody gave arrows has its own ones all the same: query, key and value of both heads, drawn from its name.
export function drawn(word) {
  const seed = [...word].reduce((all, c) => Math.imul(all ^ c.codePointAt(0), 16777619) >>> 0, 2166136261);
  const { uniform } = random(seed);
  const one = () => (Math.floor(41 * uniform()) - 20) / 10;
  return Array.from({ length: 6 }, () => [one(), one()]);
}

const named = (vectors, word) => (Object.hasOwn(vectors, word) ? vectors[word] : []);
export const rowsOf = (vectors, word) => [
  ...named(vectors, word),
  ...drawn(word).slice(named(vectors, word).length),
];

// The same sentence with the word at `from` moved to `to`.
export function moved(text, from, to) {
  const words = tokensOf(text);
  words.splice(to, 0, ...words.splice(from, 1));
  return words.join(" ");
}
