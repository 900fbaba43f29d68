// Mean loss in nats of the trained GRU over the held-out part of the text on standard input, and what was said of it before
// its weights were rounded.
import { readFileSync } from "node:fs";
import { compiled } from "../../course_lib/rnn/text_explorer/compiled.js";
import { corpus } from "../../course_lib/rnn/text_explorer/corpus.js";
import { trained } from "../../course_lib/rnn/text_explorer/trained.js";
import { Training } from "../../course_lib/rnn/text_explorer/training.js";

const FILE = new URL("../../course_lib/rnn/text_explorer/trained.json", import.meta.url);
const { kind, points, weights } = trained(readFileSync(FILE, "utf8"));
const settings = { cell: kind.model, hiddenSize: kind.hidden };
const run = new Training(corpus(readFileSync(0, "utf8")), settings, compiled());
run.averaged.set(weights);
console.log(JSON.stringify({ held: run.evaluate(), before: points.at(-1).held }));
