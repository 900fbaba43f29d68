// Typed answers of the quick checks: which number was meant, and what is said to it.
import assert from "node:assert/strict";
import test from "node:test";
import { judge, parseNumber } from "../../course_lib/widgets/quick_judge.js";

test("numbers in the ways people write them", () => {
  for (const [text, value] of [
    ["0.25", 0.25],
    ["1/4", 0.25],
    [" 0,25 ", 0.25],
    ["\u22122", -2],
    ["2.5e-1", 0.25],
    [".5", 0.5],
  ]) {
    assert.equal(parseNumber(text), value, text);
  }
  for (const text of ["", "a", "1/2/3", "1e", "--1"]) assert.ok(Number.isNaN(parseNumber(text)), text);
});

const question = {
  answer: 10,
  tolerance: 1,
  feedback: [
    [2, "two"],
    [2.5, "two and a half"],
  ],
  right: "yes",
  hint: "think",
};
const said = (typed) => judge(typed, question).text;

test("the tolerance decides, and its edges count", () => {
  assert.deepEqual(judge(11, question), { right: true, text: "yes" });
  assert.deepEqual(judge(11.1, question), { right: false, text: "think" });
});

test("of two typical wrong numbers the nearer one answers, whatever their order", () => {
  assert.equal(said(2.4), "two and a half");
  assert.equal(said(2.1), "two");
  assert.equal(said(5), "think");
});
