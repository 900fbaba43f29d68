// A text as the models take it: numbers of characters, nine tenths to learn from, one tenth that judges.
import { permutation, stream } from "../../widgets/ui/streams.js";
import { vocabulary } from "./vocabulary.js";

const ORDER = 2; // purpose of the random numbers
const SHARE = 0.9;

// The end of a text judges; of a list, whose lines say nothing of each other, lines drawn at random.
export function corpus(text, { list = false, seed = 0 } = {}) {
  const known = vocabulary(text);
  const [train, held] = list ? lines(text, seed) : cut(text, Math.floor(SHARE * text.length));
  return {
    vocabulary: known,
    vocabSize: known.tokens.length,
    train: known.encode(train),
    held: known.encode(held),
  };
}

const cut = (text, place) => [text.slice(0, place), text.slice(place)];

// Each line ends with a line break, and before the first there is one, so that every line has a beginning.
function lines(text, seed) {
  const all = text.split("\n").filter((line) => line !== "");
  const order = permutation(stream(seed, ORDER), all.length);
  const place = Math.floor(SHARE * all.length);
  const joined = (part) => `\n${Array.from(part, (k) => all[k]).join("\n")}\n`;
  return [joined(order.subarray(0, place)), joined(order.subarray(place))];
}
