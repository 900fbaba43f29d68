// Trains the GRU that the text explorer offers ready-made, and writes it as bytes, course_lib/rnn/text_explorer/trained.json.
// Shakespeare comes on standard input. The kernel rounds alike everywhere, so the same file comes out on every machine; it
// takes some minutes of one core.
//
//     python -c "from course_lib.datasets import *; print(load_tiny_shakespeare().text, end='')" \
//         | node tools/train_text_model.mjs
import { readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { compiled } from "../course_lib/rnn/text_explorer/compiled.js";
import { shapesOf } from "../course_lib/rnn/text_explorer/parameters.js";
import { SideBySide } from "../course_lib/rnn/text_explorer/side_by_side.js";

const FILE = new URL("../course_lib/rnn/text_explorer/trained.json", import.meta.url);
const SETTINGS = { cell: "gru", hiddenSize: 224, lr: 0.008, decay: 0.998 };
const [GOAL, MARK] = [3500, 250]; // GFLOP: of the run, between two marks of its curve
const [STEPS, LEAST] = [100, 0.5]; // the scales that are tried, the smallest as a share of the largest

/** The bytes that trained.js reads: scales and biases, then whole numbers from -127 to 127. */
export function packed(flat, shapes) {
  const reals = [];
  const whole = [];
  let at = 0;
  for (const [rows, columns = 0] of Object.values(shapes))
    for (let row = 0; row < rows; row += 1, at += columns || 1) {
      const values = flat.subarray(at, at + columns);
      const scale = columns ? scaleOf(values) : flat[at];
      reals.push(scale);
      for (const value of values) whole.push(nearest(value, scale));
    }
  return Buffer.concat([Buffer.from(Float32Array.from(reals).buffer), Buffer.from(Int8Array.from(whole))]);
}

const nearest = (value, scale) => Math.max(-127, Math.min(127, Math.round(value / scale)));

// The scale with the least squared error: a large weight may be clipped, so that the others are finer.
function scaleOf(values) {
  const largest = values.reduce((most, value) => Math.max(most, Math.abs(value)), 1e-30);
  const error = (scale) =>
    values.reduce((sum, value) => sum + (nearest(value, scale) * scale - value) ** 2, 0);
  const tried = Array.from({ length: STEPS + 1 }, (_, k) =>
    Math.fround((largest / 127) * (LEAST + ((1 - LEAST) * k) / STEPS)),
  );
  const errors = tried.map(error);
  return tried[errors.indexOf(Math.min(...errors))];
}

function train(text) {
  const it = new SideBySide({ text, models: [SETTINGS] }, compiled());
  const [{ run }] = it.lanes;
  const marks = [];
  for (let goal = 0; goal <= GOAL; goal += MARK) {
    while (it.step(goal * 1e9));
    const [{ flops, loss }] = it.look();
    marks.push([flops / 1e9, loss, it.judge()[0]]);
    console.log(...short(marks).at(-1));
  }
  return { run, marks };
}

// Four decimals.
const short = (marks) => marks.map((mark) => mark.map((value) => value && Number(value.toFixed(4))));

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const { run, marks } = train(readFileSync(0, "utf8"));
  const { cell: model, hiddenSize: hidden, vocabSize } = run.settings;
  const shapes = shapesOf(run.settings);
  const weights = packed(run.averaged, shapes).toString("base64");
  const file = { model, hidden, vocabSize, marks: short(marks), weights };
  writeFileSync(FILE, `${JSON.stringify(file)}\n`);
}
