// Every tensor of the trained GPT at one character, forward and backward, against torch.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { backward, outer } from "../../../course_lib/attention/tensor_explorer/backward.js";
import { Reading } from "../../../course_lib/attention/tensor_explorer/reading.js";
import { unpacked } from "../../../course_lib/attention/tensor_explorer/weights.js";
import { compiled, compiledProducts } from "../../../course_lib/rnn/text_explorer/compiled.js";
import { plain } from "../../../course_lib/rnn/text_explorer/plain.js";
import * as readerLoops from "../../../course_lib/rnn/text_explorer/reader_loops.js";
import { rowByRow } from "../../../course_lib/rnn/text_explorer/row.js";
import { fixture } from "../fixtures.mjs";

const FILE = new URL("../../../course_lib/attention/tensor_explorer/trained.json", import.meta.url);
const model = unpacked(readFileSync(FILE, "utf8"));
const numbers = fixture("tensors");
// of the values and of the gradients; in float32 a gradient that is a small difference of large ones has fewer digits
const ENGINES = [
  ["WebAssembly", compiled(), 1e-5, 1e-4],
  ["products in WebAssembly", compiledProducts(readerLoops), 1e-5, 1e-4],
  ["JavaScript", plain(Float64Array), 1e-10, 1e-10],
  ["row by row", rowByRow(readerLoops, Float64Array), 1e-10, 1e-10],
];

// As tensor_fixtures.py stores a tensor.
const part = (values) => values.filter((_, k) => k % Math.max(1, Math.floor(values.length / 48)) === 0);

// The error relative to the largest number of the tensor.
function near(actual, expected, told, tolerance) {
  assert.equal(actual.length, expected.length, told);
  const size = Math.max(...expected.map(Math.abs));
  expected.forEach((v, k) => {
    assert.ok(Math.abs(actual[k] - v) <= tolerance * size + 1e-12, `${told}[${k}]: ${actual[k]} is not ${v}`);
  });
}

function readingOf(text, engine) {
  const it = new Reading(model, engine);
  for (const char of text) it.read([model.tokens.indexOf(char)]);
  return it;
}

const ofAll = (all, name) => {
  const [blocks, i, of] = name.split(".");
  return blocks === "blocks" ? all.blocks[i][of] : all[name];
};

function ofParameter(grads, name, { parameters, all, D }) {
  if (grads.gains[name]) return grads.gains[name];
  if (grads.products[name]) return outer(grads.products[name]);
  const out = new Float64Array(parameters[name].length);
  out.set(grads.embedding, all.id * D);
  return out;
}

for (const [name, engine, tolerance, ofGradients] of ENGINES) {
  test(`${name}: its logits are torch's, at every character`, () => {
    const it = new Reading(model, engine);
    [...numbers.short.text].forEach((char, t) => {
      it.read([model.tokens.indexOf(char)]);
      near(it.all.logits, numbers.logits[t], `after ${t}`, tolerance);
    });
  });

  for (const which of ["short", "long"]) {
    const { text, came, values, grads } = numbers[which];

    test(`${name}, ${which}: every tensor is torch's`, () => {
      const { all } = readingOf(text, engine);
      const known = Object.keys(values).filter((each) => each.startsWith("blocks.0."));
      assert.deepEqual(
        known.map((each) => each.split(".")[2]).sort(),
        Object.keys(all.blocks[0])
          .filter((each) => each !== "before")
          .sort(),
      );
      for (const [each, stored] of Object.entries(values))
        near(part(ofAll(all, each)), stored, each, tolerance);
    });

    test(`${name}, ${which}: every gradient is torch's`, () => {
      const it = readingOf(text, engine);
      const back = backward(it, model.tokens.indexOf(came));
      for (const [each, stored] of Object.entries(grads))
        near(
          part(each.endsWith("weight") ? ofParameter(back, each, it) : ofAll(back, each)),
          stored,
          each,
          ofGradients,
        );
    });
  }
}

test("a row of weights has sum 1, and beyond the window the oldest is forgotten", () => {
  const { T } = model.settings;
  const { all, heads } = readingOf(numbers.long.text, compiled());
  assert.equal(all.seen, T);
  for (const { weights } of all.blocks)
    for (let head = 0; head < heads; head += 1) {
      const sum = weights.subarray(head * T, (head + 1) * T).reduce((a, b) => a + b);
      assert.ok(Math.abs(sum - 1) < 1e-5);
    }
});
