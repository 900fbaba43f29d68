// Trains the GPT that the tensor explorer shows ready-made, and writes it as bytes,
// course_lib/attention/tensor_explorer/trained.json, as train_text_model.mjs does its GRU; again at each mark of its run.
//
//     python -c "from course_lib.datasets import *; print(load_tiny_shakespeare().text, end='')" \
//         | node tools/train_gpt_model.mjs
import { readFileSync, writeFileSync } from "node:fs";
import { compiled } from "../course_lib/rnn/text_explorer/compiled.js";
import { gptShapes } from "../course_lib/rnn/text_explorer/gpt_parameters.js";
import { SideBySide } from "../course_lib/rnn/text_explorer/side_by_side.js";
import { packed } from "./train_text_model.mjs";

const FILE = new URL("../course_lib/attention/tensor_explorer/trained.json", import.meta.url);
const SETTINGS = { cell: "gpt", hiddenSize: 64, blocks: 3, n: 4, T: 128, lr: 0.005, decay: 0.998 };
const [GOAL, MARK] = [3750, 250]; // GFLOP: of the run, between two marks of its curve

const short = (value) => value && Number(value.toFixed(4));

const it = new SideBySide({ text: readFileSync(0, "utf8"), models: [SETTINGS] }, compiled());
const [{ run }] = it.lanes;
const { hiddenSize: hidden, blocks, T: context } = SETTINGS;
const tokens = it.corpus.vocabulary.tokens.join("");
const marks = [];
for (let goal = 0; goal <= GOAL; goal += MARK) {
  while (it.step(goal * 1e9));
  const [{ flops, loss }] = it.look();
  marks.push([flops / 1e9, loss, it.judge()[0]].map(short));
  console.log(...marks.at(-1));
  const weights = packed(run.averaged, gptShapes(run.settings)).toString("base64");
  writeFileSync(FILE, `${JSON.stringify({ hidden, blocks, context, tokens, marks, weights })}\n`);
}
