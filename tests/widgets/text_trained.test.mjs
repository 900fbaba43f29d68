// The GRU that was trained beforehand: its weights as they are stored, and what it says, against torch.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { compiled } from "../../course_lib/rnn/text_explorer/compiled.js";
import { shapesOf, sizeOf } from "../../course_lib/rnn/text_explorer/parameters.js";
import { plain } from "../../course_lib/rnn/text_explorer/plain.js";
import { trained } from "../../course_lib/rnn/text_explorer/trained.js";
import { settingsOf } from "../../course_lib/rnn/text_explorer/training.js";
import { Writer } from "../../course_lib/rnn/text_explorer/writer.js";
import { random } from "../../course_lib/widgets/ui/random.js";
import { packed } from "../../tools/train_text_model.mjs";
import { close, fixture } from "./fixtures.mjs";

const FILE = new URL("../../course_lib/rnn/text_explorer/trained.json", import.meta.url);
const { kind, points, weights } = trained(readFileSync(FILE, "utf8"));
const numbers = fixture("trained");
const encode = (text) => Array.from(text, (char) => numbers.tokens.indexOf(char));
const writer = (engine) =>
  new Writer(settingsOf({ cell: kind.model, hiddenSize: kind.hidden, vocabSize: 65 }), engine);

test("its logits are torch's, in every engine", () => {
  for (const [engine, tolerance] of [
    [compiled(), 1e-4],
    [plain(Float32Array), 1e-4],
    [plain(Float64Array), 1e-11],
  ]) {
    const it = writer(engine);
    numbers.logits.forEach((row, k) => {
      close(it.read(weights, encode(numbers.beginning.slice(0, k + 1))), row, `after ${k}`, tolerance, 1);
    });
    close(it.read(weights, encode(numbers.long)), numbers.last, "after a long text", tolerance, 1);
  }
});

test("it writes English at once, and a seed writes the same again", () => {
  const it = writer(compiled());
  const write = (seed) =>
    it
      .write(weights, encode("\nROMEO:"), 300, { seed, temperature: 0.5 })
      .map((id) => numbers.tokens[id])
      .join("");
  const text = write(1);
  assert.equal(write(1), text);
  assert.notEqual(write(2), text);
  const common = ["the", "and", "to", "of", "my", "you", "that", "in", "I", "a"];
  const words = text.split(/[^A-Za-z]+/);
  assert.ok(words.filter((word) => common.includes(word)).length >= 8, text);
});

test("its run is told from its first weights on, in rising compute", () => {
  assert.equal(points[0].train, null);
  assert.equal(points[0].flops, 0);
  assert.ok(points.slice(1).every(({ flops, train }, k) => flops > points[k].flops && train > 0));
  assert.ok(points[0].held > Math.log(65) - 0.1 && points.at(-1).held < 1.6);
});

test("weights are stored in a byte each, to half a step of their row", () => {
  const settings = { cell: "lstm", vocabSize: 5, hiddenSize: 8, embeddingDim: 0 };
  const shapes = shapesOf(settings);
  const rng = random(1);
  const flat = Float32Array.from({ length: sizeOf(shapes) }, () => rng.uniform() - 0.5);
  flat.fill(0, 0, 5); // a row of nothing
  const bytes = packed(flat, shapes);
  const rows = Object.values(shapes).reduce((sum, [count]) => sum + count, 0);
  const matrices = Object.values(shapes).filter((shape) => shape.length === 2);
  assert.equal(bytes.length, 4 * rows + matrices.reduce((sum, [down, across]) => sum + down * across, 0));
  const file = {
    model: "lstm",
    hidden: 8,
    vocabSize: 5,
    marks: [[0, null, 1]],
    weights: bytes.toString("base64"),
  };
  const back = trained(JSON.stringify(file)).weights;
  assert.equal(back.length, flat.length);
  assert.ok(back.every((value, k) => Math.abs(value - flat[k]) <= 0.5 / 127));
  assert.deepEqual([...back.slice(-5)], [...flat.slice(-5)], "a bias is kept as it is");
  assert.ok(back.subarray(0, 5).every((value) => value === 0));
});
