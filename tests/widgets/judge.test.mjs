// Answers to quick checks and predictions: which number was meant, what is right, and what is said to it.
import assert from "node:assert/strict";
import test from "node:test";
import { answerText, judge, parseNumber } from "../../course_lib/widgets/judge.js";

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
  kind: "number",
  unit: "m",
  answer: 10,
  tolerance: 1,
  feedback: [
    [2, "two"],
    [2.5, "two and a half"],
  ],
  right_text: "yes",
  hint: "think",
};
const said = (typed) => judge(typed, question).text;

test("the tolerance decides, and its edges count", () => {
  assert.deepEqual(judge(11, question), { right: true, text: "yes", exact: false });
  assert.equal(judge(10, question).exact, true);
  assert.equal(answerText(question), "10 m");
  assert.deepEqual(judge(11.1, question), { right: false, text: "think" });
});

test("of two typical wrong numbers the nearer one answers, whatever their order", () => {
  assert.equal(said(2.4), "two and a half");
  assert.equal(said(2.1), "two");
  assert.equal(said(5), "think");
});

test("a choice has its own reply, and an opinion is never wrong", () => {
  const asked = {
    kind: "choice",
    right: 1,
    choices: [
      ["a", "no"],
      ["b", "yes"],
    ],
  };
  assert.deepEqual(judge(0, asked), { right: false, text: "no" });
  assert.deepEqual(judge(1, asked), { right: true, text: "yes" });
  assert.equal(answerText(asked), "b");
  assert.deepEqual(judge(0, { ...asked, right: -1 }), { right: null, text: "no" });
  assert.equal(answerText({ ...asked, right: -1 }), "");
});

test("an order: the first item out of place that has a word of its own answers", () => {
  const asked = {
    kind: "order",
    items: ["x", "y", "z"],
    right: [2, 0, 1],
    feedback: [[0, "x is in the middle"]],
    right_text: "yes",
    hint: "think",
  };
  assert.deepEqual(judge([2, 0, 1], asked), { right: true, text: "yes" });
  assert.deepEqual(judge([0, 2, 1], asked), { right: false, text: "x is in the middle" });
  assert.deepEqual(judge([1, 0, 2], asked), { right: false, text: "think" });
  assert.equal(answerText(asked), "z, x, y");
});

test("labels: every thing must have its own", () => {
  const asked = {
    kind: "label",
    things: ["s", "t"],
    labels: ["even", "odd"],
    right: [1, 0],
    feedback: [[1, "t is even"]],
    right_text: "yes",
    hint: "think",
  };
  assert.deepEqual(judge([1, 0], asked), { right: true, text: "yes" });
  assert.deepEqual(judge([1, 1], asked), { right: false, text: "t is even" });
  assert.deepEqual(judge([0, 0], asked), { right: false, text: "think" });
  assert.equal(answerText(asked), "s: odd, t: even");
});

test("a place: both tolerances count, and the nearest typical wrong place answers", () => {
  const asked = {
    kind: "point",
    answer: [1, 10],
    tolerance: [0.1, 2],
    feedback: [[[2, 10], "too far"]],
    right_text: "yes",
    hint: "think",
  };
  assert.equal(judge([1.09, 11.9], asked).right, true);
  assert.equal(judge([1.2, 10], asked).right, false);
  assert.equal(judge([1, 12.5], asked).text, "think");
  assert.equal(judge([2.05, 9], asked).text, "too far");
  assert.equal(answerText(asked), "(1, 10)");
});
