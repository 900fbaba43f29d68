// The text that is written, what is found in the network, and the tables that are shown.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { Follower } from "../../../course_lib/attention/tensor_explorer/follower.js";
import { judge } from "../../../course_lib/attention/tensor_explorer/judge.js";
import { decides } from "../../../course_lib/attention/tensor_explorer/lens.js";
import { nameOf, numbersOf, viewOf } from "../../../course_lib/attention/tensor_explorer/views.js";
import { unpacked } from "../../../course_lib/attention/tensor_explorer/weights.js";
import { compiled } from "../../../course_lib/rnn/text_explorer/compiled.js";

const FILE = new URL("../../../course_lib/attention/tensor_explorer/trained.json", import.meta.url);
const model = unpacked(readFileSync(FILE, "utf8"));
const START = { prompt: "ROMEO:", steps: 40, temperature: 0.7, seed: 1 };
const LOOK = { tensor: "weights", block: 1, head: 1, way: "value", of: "tensor", cell: 0, quest: "before" };
const follower = () => new Follower(model, compiled());
const textOf = ({ ids }) => ids.map((id) => model.tokens[id]).join("");

test("it goes on, goes back and finds the same text", () => {
  const it = follower();
  const long = textOf(it.go({ ...START, steps: 200 }));
  assert.equal(long.length, 207);
  assert.ok(long.startsWith("\nROMEO:"));
  assert.equal(textOf(it.go({ ...START, steps: 30 })), long.slice(0, 37));
  const logits = [...it.reading.all.logits];
  assert.equal(model.tokens[it.came], long[37]);
  assert.deepEqual([...follower().go({ ...START, steps: 30 }).reading.all.logits], logits);
  assert.equal(textOf(it.go({ ...START, steps: 31 })), long.slice(0, 38));
  assert.notEqual(textOf(it.go({ ...START, steps: 200, seed: 2 })), long);
  assert.equal(textOf(it.go({ ...START, prompt: "", steps: 0 })), "\n");
});

// All numbers that a reading holds.
const held = ({ ids, came, chance, reading: { all, before, count } }) => ({
  ...{ ids: [...ids], came, chance, all, before, count },
});

test("as many at once as one likes write what Step writes, to the same numbers", () => {
  const [one, many] = [follower(), follower()];
  for (let steps = 0; steps <= 330; steps += 1) one.go({ ...START, steps });
  const sizes = [1, 34, 7, 2, 90, 196];
  for (const size of sizes) {
    let left = size;
    const from = many.ids ? many.steps : 0;
    many.go({ ...START, steps: 10_000 }, () => --left <= 0);
    assert.equal(many.steps, from + size);
    assert.ok(many.reading.all.blocks.length, "the tensors of the last one are kept");
  }
  assert.deepEqual(held(many), held(one));
});

test("a step back reads on from a mark, to the same numbers", () => {
  const it = follower();
  const far = textOf(it.go({ ...START, steps: 1100 }));
  for (const steps of [1099, 995, 993, 992, 500, 493, 492, 2]) {
    const there = held(it.go({ ...START, steps }));
    assert.equal(textOf(it), far.slice(0, steps + 7));
    assert.deepEqual(there, held(follower().go({ ...START, steps })));
  }
  assert.equal(textOf(it.go({ ...START, steps: 1100 })), far);
});

test("it writes English", () => {
  const words = textOf(follower().go({ ...START, steps: 400, temperature: 0.5 })).split(/[^A-Za-z]+/);
  const common = ["the", "and", "to", "of", "my", "you", "that", "in", "I", "a", "is", "with"];
  assert.ok(words.filter((word) => common.includes(word)).length >= 10, words.join(" "));
});

test("the surprise is −log of the chance, and its gradient by the logits is p − 1 at what came", () => {
  const it = follower().go(START);
  const { logits } = it.grads;
  assert.ok(Math.abs(logits[it.came] - (it.chance - 1)) < 1e-12);
  assert.ok(Math.abs(logits.reduce((a, b) => a + b)) < 1e-12);
  assert.equal(logits.filter((g) => g < 0).length, 1);
});

const NAMES =
  "embedding norm1 q k v turnedQ turnedK keys values scores weights mixed out middle norm2 up gelu down after norm logits chances";

test("every tensor and every matrix is a whole table of finite numbers, forward and backward", () => {
  const it = follower().go(START);
  for (const tensor of NAMES.split(" "))
    for (const way of ["value", "gradient"])
      for (const of of ["tensor", "parameters"]) {
        const view = viewOf({ ...LOOK, tensor, way, of, block: 2, head: 3 }, it);
        const { rows, columns, values } = view;
        assert.ok(values.length > (rows - 1) * columns && values.length <= rows * columns, tensor);
        assert.ok(values.every(Number.isFinite), `${tensor} ${way} ${of}`);
        assert.ok(nameOf(view, values.length - 1).length > 0);
        assert.ok(numbersOf(view, 1e6).at === values.length - 1);
      }
});

test("a table of keys has a column a character, and a wide matrix stands as its formula says", () => {
  const it = follower().go(START);
  const { keys } = it.reading.all.blocks[1];
  const view = viewOf({ ...LOOK, tensor: "keys", block: 2, head: 3 }, it);
  assert.equal(view.values[5 * view.columns + 7], keys[7 * 64 + 2 * 16 + 5]);
  const up = viewOf({ ...LOOK, tensor: "up", of: "parameters" }, it);
  assert.deepEqual([up.rows, up.columns], [64, 256]); // lies on its side
  const stored = it.reading.parameters["blocks.0.up.weight"];
  assert.equal(up.values[3 * 256 + 200], stored[200 * 64 + 3]);
  assert.equal(nameOf(up, 3 * 256 + 200), "input 4, output 201");
});

test("what is to be found is judged by the numbers", () => {
  const it = follower();
  assert.equal(judge(LOOK, it.go({ ...START, steps: 3 })).code, "early");
  it.go({ ...START, steps: 300 });
  const all = [1, 2, 3].flatMap((block) => [1, 2, 3, 4].map((head) => ({ ...LOOK, block, head })));
  const [right, wrong] = ["right", "wrong"].map((code) =>
    all.filter((each) => judge(each, it).code === code),
  );
  assert.ok(right.length >= 1 && right.length <= 3, `${right.length} heads look one back`);
  assert.equal(right.length + wrong.length, 12);
  const least = Math.min(...right.map((each) => judge(each, it).share));
  assert.ok(least > Math.max(...wrong.map((each) => judge(each, it).share)));
  const sums = { weights: "right", chances: "right", scores: "wrong", logits: "wrong", embedding: "wrong" };
  for (const [tensor, code] of Object.entries(sums))
    assert.equal(judge({ ...LOOK, quest: "sum", tensor }, it).code, code, tensor);
  const blocks = [1, 2, 3].map((block) => judge({ ...LOOK, quest: "decides", block }, it));
  assert.equal(blocks.filter(({ code }) => code === "right").length, 1);
  const { logits } = it.reading.all;
  const { first, second, moves } = decides(it.reading);
  const before = moves.reduce((a, b) => a + b);
  assert.ok(logits[first] > logits[second] && Number.isFinite(before));
});
