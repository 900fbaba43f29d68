// unroll.js and sequence.js against course_lib.rnn; the law of the scalar network; what a walk and a link do.
import assert from "node:assert/strict";
import { test } from "node:test";
import { python } from "../../../course_lib/rnn/unroll_explorer/python.js";
import { replaced, stepsOf } from "../../../course_lib/rnn/unroll_explorer/sequence.js";
import { agree, analyse, further } from "../../../course_lib/rnn/unroll_explorer/state.js";
import { backward, clipped, forward } from "../../../course_lib/rnn/unroll_explorer/unroll.js";
import { close, fixture } from "../fixtures.mjs";

const { cases, texts } = fixture("unroll");
const FIRST = { pick: 1, walked: false, clip: false, max_norm: 1 };
const seen = cases.map((c) => {
  const state = { ...c.settings, ...FIRST };
  return { ...c, state, all: analyse(state), name: JSON.stringify(c.settings) };
});

test("a text is read as in Python", () => {
  assert.ok(texts.length > 4);
  for (const { text, steps } of texts)
    assert.deepEqual(
      stepsOf(text).map(({ token, x }) => [token, x]),
      steps,
    );
});

test("what cannot be read is told in words", () => {
  for (const [
    text,
    told,
  ] of [["", "this one has 0"], ["1 ?", "\\? is no number"], ["12 1", "12 lies beyond"]]) // biome-ignore format: pairs
    assert.throws(() => stepsOf(text), new RegExp(told));
  assert.throws(() => stepsOf(".".repeat(25)), /this one has 25/);
});

test("states are those of rnn, lstm and gru", () => {
  assert.ok(seen.length > 50);
  for (const { all, h, name } of seen)
    close(
      all.steps.map((step) => step.h),
      h,
      `h of ${name}`,
      1e-12,
      1e-3,
    );
});

test("gradients are those of backpropagation through time", () => {
  for (const { all, by_x, carried, name } of seen) {
    close(all.dx, by_x, `by x of ${name}`, 1e-12, 1);
    close(all.carried, carried, `by the state of ${name}`, 1e-12, 1);
    close(all.dx, by_x, `small ones by x of ${name}`, 1e-9, 1e-9);
    close(all.carried, carried, `small ones by the state of ${name}`, 1e-9, 1e-9);
  }
});

test("gradients of the weights, their norm and the clipped ones are those of course_lib", () => {
  for (const { all, knobs, norm, clipped: short, name } of seen) {
    const told = Object.keys(knobs);
    assert.deepEqual(new Set(Object.keys(all.weights)), new Set(told));
    const pick = (weights) => told.map((knob) => weights[knob]);
    close(pick(all.weights), Object.values(knobs), `weights of ${name}`, 1e-12, 100);
    const mine = clipped(all.weights, 0.5);
    close([mine.norm], [norm], `norm of ${name}`, 1e-12, 1);
    close(pick(mine.weights), short, `clipped of ${name}`, 1e-12, 1);
    assert.deepEqual(all.clip.scale, 1);
  }
});

test("the law of the scalar network: the gradient by the first state is the product of w (1 − h²)", () => {
  const plain = seen.filter(({ state }) => state.cell === "rnn" && state.loss === "last");
  assert.ok(plain.length > 8);
  for (const { all, state, carried, name } of plain) {
    const product = all.steps.reduce((p, { h }) => p * state.w * (1 - h * h), 1);
    close([product], [carried[0]], name, 1e-9, 1e-9);
    close([all.product], [product], name, 1e-12, 1e-12);
  }
});

test("the factors of every cell are the slopes that differences find", () => {
  const h = 1e-6;
  for (const { all, state, name } of seen) {
    const x = all.typed.map((step) => step.x);
    x.forEach((v, t) => {
      const [up, low] = [h, -h].map((by) => {
        const steps = forward(state.cell, x.with(t, v + by), state);
        return steps.reduce((sum, step, i) => sum + all.own[i] * step.h, 0);
      });
      close([(up - low) / (2 * h)], [all.dx[t]], `x ${t} of ${name}`, 1e-6, 1);
    });
  }
});

test("in silence the gradient grows as the gain to the power of the lag, whatever the loss asks", () => {
  const steps = forward("rnn", new Array(16).fill(0), { w: 1.5, u: 1, b: 0 });
  const { carried } = backward(steps, [...new Array(15).fill(0), 2]);
  carried.forEach((v, t) => close([v], [2 * 1.5 ** (16 - t)], `step ${t}`));
});

test("a walk goes from the last step to the first and ends; a new one begins anew", () => {
  let state = { ...seen[0].state };
  const trail = [];
  for (let patch = further(state); patch; patch = further(state)) {
    state = { ...state, ...patch };
    trail.push(state.pick);
    assert.equal(analyse(state).from, state.pick);
  }
  assert.deepEqual(trail, [12, 11, 10, 9, 8, 7, 6, 5, 4, 3, 2, 1]);
  assert.deepEqual(further(state, true), { pick: 12, walked: true });
  assert.equal(analyse({ ...state, walked: false, pick: 7 }).from, 1);
  assert.equal(analyse({ ...state, pick: 24 }).pick, 12);
});

test("a step is replaced by a number, and a link that cannot be read keeps the sequence", () => {
  assert.equal(replaced("1a..", 1, -0.5), "1 -0.5 . .");
  assert.deepEqual(agree({ sequence: "!", w: 2 }), { w: 2 });
  assert.deepEqual(agree({ sequence: "ab" }), { sequence: "ab" });
  assert.deepEqual(agree({ w: 1 }), { w: 1 });
});

test("the copied code has lines that a page can hold", () => {
  for (const { state } of seen)
    for (const clip of [true, false]) {
      const code = python({ ...state, clip }, analyse({ ...state, clip }));
      for (const line of code.split("\n")) assert.ok(line.length <= 96, line);
    }
});
