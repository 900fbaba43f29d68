// logits.js and logit_state.js against course_lib, at ordinary and at huge logits.
import assert from "node:assert/strict";
import { test } from "node:test";
import { agree, analyse, descend, reach } from "../../course_lib/losses/logit_explorer/state.js";
import * as math from "../../course_lib/losses/logits.js";
import { close, fixture } from "./fixtures.mjs";

const { rows, scores, binary, descent } = fixture("logits");

test("softmax, cross-entropy and both gradients equal course_lib", () => {
  assert.ok(rows.length >= 50);
  for (const row of rows) {
    const told = `logits ${row.logits} T ${row.temperature} ε ${row.smoothing}`;
    const warm = Float64Array.from(row.logits, (z) => z / row.temperature);
    close(math.logsumexp(warm), row.logsumexp, `logsumexp, ${told}`);
    close(math.softmax(warm), row.softmax, `softmax, ${told}`);
    // log p near 0 is a difference of numbers of the logits' size: its error is relative to them
    const size = Math.max(1, ...warm.map(Math.abs));
    close(math.logSoftmax(warm), row.log_softmax, `logSoftmax, ${told}`, 1e-12, size);
    close(math.naiveSoftmax(warm), row.naive, `naiveSoftmax, ${told}`);
    close(math.crossEntropy(row.logits, row.target, row), row.loss, `loss, ${told}`, 1e-12, size);
    close(
      math.crossEntropyGrad(row.logits, row.target, row),
      row.grad,
      `gradient, ${told}`,
      1e-12,
      1 / row.temperature,
    );
    close(
      math.crossEntropyGradProbs(row.logits, row.target, row),
      row.grad_probs,
      `gradient by p, ${told}`,
      1e-11,
    );
  }
});

test("at ±100 loss and gradient by the logits are finite, and the gradient stays within 1/T", () => {
  for (const row of rows) {
    const { loss, grad, gradSum } = analyse({ ...row, shift: 0 });
    assert.ok(Number.isFinite(loss));
    for (const g of grad) assert.ok(Math.abs(g) <= 1 / row.temperature);
    assert.ok(Math.abs(gradSum) <= ((1e-15 * row.logits.length) / row.temperature) * 4);
  }
});

test("one number added to every logit changes nothing but the naive formula", () => {
  const state = { logits: [0.26, -0.51, 0.44, -0.19], target: 2, temperature: 1, smoothing: 0, shift: 0 };
  const [still, moved] = [analyse(state), analyse({ ...state, shift: 1000 })];
  close(moved.probs, still.probs, "probs", 1e-12);
  close(moved.loss, still.loss, "loss", 1e-12);
  assert.ok(moved.naive.every(Number.isNaN), "inf / inf is not a number");
});

test("binary cross-entropy and squared error equal course_lib", () => {
  for (const b of binary) {
    scores.forEach((z, i) => {
      const told = `z ${z} y ${b.y}`;
      close(math.sigmoid(z), b.sigmoid[i], `sigmoid, ${told}`);
      close(math.binaryCrossEntropyWithLogits(z, b.y), b.ce[i], `loss, ${told}`);
      close(math.binaryCrossEntropyWithLogitsGrad(z, b.y), b.ce_grad[i], `slope, ${told}`);
      close(math.squaredError(z, b.y), b.se[i], `squared, ${told}`);
      close(math.squaredErrorGrad(z, b.y), b.se_grad[i], `squared slope, ${told}`);
    });
  }
});

test("a hundred steps of descent end where course_lib's do", () => {
  let state = { ...descent, mode: "classes", logits: descent.start, temperature: 1, shift: 0 };
  for (let i = 0; i < descent.steps; i += 1) state = { ...state, ...descend(state) };
  close(state.logits, descent.end, "logits", 1e-9);
});

test("the axis reaches the furthest logit", () => {
  assert.deepEqual([[1], [-7], [100], [5000]].map(reach), [6, 12, 120, 5500]);
});

test("classes, logits and target of a link fit together or are not let in", () => {
  const state = { classes: ["a", "b"], logits: [1, 2], target: 0 };
  for (const bad of [{ logits: [1, 2, 3] }, { target: 2 }, { classes: ["a"], target: 0 }])
    assert.deepEqual(agree({ ...bad, mode: "binary" }, state), { mode: "binary" });
  const good = { logits: [3, 4, 5], classes: ["a", "b", "c"], target: 2, mode: "binary" };
  assert.deepEqual(agree(good, state), good);
});
