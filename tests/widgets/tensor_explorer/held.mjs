// Mean loss in nats of the trained GPT over the held-out part of the text on standard input, and what was said of it before
// its weights were rounded.
import { readFileSync } from "node:fs";
import { unpacked } from "../../../course_lib/attention/tensor_explorer/weights.js";
import { compiled } from "../../../course_lib/rnn/text_explorer/compiled.js";
import { corpus } from "../../../course_lib/rnn/text_explorer/corpus.js";
import { Training } from "../../../course_lib/rnn/text_explorer/training.js";

const FILE = new URL("../../../course_lib/attention/tensor_explorer/trained.json", import.meta.url);
const { settings, marks, tokens, weights } = unpacked(readFileSync(FILE, "utf8"));
const known = corpus(readFileSync(0, "utf8"));
const run = new Training(known, { cell: "gpt", ...settings }, compiled());
run.averaged.set(weights);
const same = known.vocabulary.tokens.join("") === tokens.join("");
console.log(JSON.stringify({ held: run.evaluate(), before: marks.at(-1)[2], tokens: same }));
