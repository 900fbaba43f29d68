// What may be typed, and how a mistake is told.
import assert from "node:assert/strict";
import { test } from "node:test";
import { build, forward } from "../../../course_lib/backprop/graph_explorer/graph.js";
import { run } from "./run.mjs";

const WRONG = [
  ["tanh(w*x", 8, "here a ) is missing"],
  ["2x + 1", 1, "a sign is missing before x: write * for times"],
  ["tanh(2x)", 6, "a sign is missing before x: write * for times"],
  ["a = 1\nb = a*\nb", 12, "here a value is missing"],
  ["tanh x", 0, "write tanh(…)"],
  ["w(x + 1)", 0, "w is no function here; there is exp, log, tanh, sigmoid, relu, sum, mean. Times is *"],
  ["x^y", 2, "the exponent must be a number"],
  ["a*b; a = 3", 5, "a has a value already: choose another name"],
  ["x $ y", 2, "$ means nothing here"],
  ["a b = 3", 2, "a sign is missing before b: write * for times"],
  ["a + 1 = 3", 6, "on the left of = stands one name"],
  ["a + 1 )", 6, ") is not expected here"],
  ["exp(2)*x", 4, "give the number a name first"],
  ["x = [[1, 2], [3]]; sum(x)", 0, "the rows of a list must be equally long"],
  ["x = [1, y]; sum(x)", 8, "a list holds numbers"],
  ["x = [1, 2, 3, 4, 5]; sum(x)", 0, "a list holds at most 4 rows of 4"],
  ["sum([1, 2])", 4, "give a list a name first, on a line of its own: x = [1, 2]"],
  ["", 0, "type an expression, such as w*x + b"],
  [Array(70).fill("x").join("*"), 59, "at most 60 nodes fit"],
  ["x = [1, 2]\ny = [1, 2, 3]\nsum(x * y)", 31, "× cannot join the shapes (2,) and (3,)"],
  ["x = [1, 2]\nx @ x @ x", 17, "@ needs vectors or matrices; for numbers write *"],
  ["A = [[1, 2]]\nx = [1, 2, 3]\nsum(A @ x)", 33, "@ cannot join the shapes (1,2) and (3,)"],
  ["x = [1, 2]\nx*x", 12, "the result must be one number, and it has shape (2): put sum(…) around it"],
];

test("a mistake is told at its character", () => {
  for (const [text, at, message] of WRONG) {
    const told = (error) => {
      assert.equal(error.message, message, text);
      if (text.length < 60) assert.equal(error.at, at, text);
      return true;
    };
    assert.throws(() => run(text), told);
  }
});

test("sums are one node, parentheses keep theirs, names are shared and lines that lead nowhere are left out", () => {
  const ops = (text) =>
    build(text)
      .nodes.map(({ op }) => op || "·")
      .join(" ");
  assert.equal(ops("a + b + c"), "· · · +");
  assert.equal(ops("a + (b + c)"), "· · · + +");
  assert.equal(ops("u = a*b; v = a/b; u + 1 # the end"), "· · * number +");
  assert.deepEqual(
    build("x*x").nodes.map(({ uses }) => uses.length),
    [2, 0],
  );
  assert.equal(forward(build("a = 3\nx = [1, 2]\nsum(a*x)")).at(-1).data[0], 9);
});
