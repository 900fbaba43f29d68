// The playground's training runs against torch, and what every run promises.
import assert from "node:assert/strict";
import { test } from "node:test";
import { makeData } from "../../../course_lib/backprop/playground/data.js";
import { evaluateGrid, makeGrid } from "../../../course_lib/backprop/playground/grid.js";
import { trainer } from "../../../course_lib/backprop/playground/trainer.js";
import { close, fixture } from "../fixtures.mjs";
import { start } from "./start.mjs";

const { defaults, runs } = fixture("playground");

test("after 100 steps weights, gradients, losses and accuracies equal torch's", () => {
  assert.ok(runs.length >= 7 * 6);
  for (const c of runs) {
    const told = JSON.stringify(c.settings);
    const { run, steps } = start(c.settings);
    for (let i = 0; i < steps; i += 1) run.step();
    close(run.net.params, c.params, told, 1e-9);
    close(run.net.grads, c.grads, `gradient of the last batch, ${told}`, 1e-9);
    for (const part of ["train", "test"]) {
      const { loss, accuracy } = run.evaluate(part);
      close(loss, c[part].loss, `${part} loss, ${told}`, 1e-9);
      assert.equal(accuracy, c[part].accuracy ?? NaN, told);
    }
  }
});

const VARIED = {
  dropout: [0.2, 0.5],
  optimizer: "adam",
  options: { lr: 0.02 },
  l1: 1e-3,
  loss: "cross_entropy",
  n_classes: 3,
  name: "spiral",
};
const numbers = ({ net, steps, epochs, position }) => [...net.params, steps, epochs, position];
const go = (run, steps) => {
  for (let i = 0; i < steps; i += 1) run.step();
  return numbers(run);
};

test("rewind leads to the same run again", () => {
  for (const settings of [{}, VARIED]) {
    const { run } = start(settings);
    const [first, before] = [go(run, 0), go(run, 37)];
    run.rewind();
    assert.deepEqual(numbers(run), first);
    assert.deepEqual(new Set(run.net.grads), new Set([0]));
    assert.deepEqual(go(run, 37), before);
  }
});

test("a step back and forth again changes nothing, in the middle of an epoch and at its end", () => {
  for (const at of [13, 15]) {
    const { run } = start(VARIED);
    go(run, at);
    const [kept, before, rows] = [run.snapshot(), numbers(run), [...run.batch()]];
    const after = go(run, 9);
    run.restore(kept);
    assert.deepEqual(numbers(run), before);
    assert.deepEqual(run.net.grads, kept.grads);
    assert.deepEqual([...run.batch()], rows);
    assert.deepEqual(go(run, 9), after);
  }
});

test("an epoch takes every training row once, the last batch what is left", () => {
  const { run, data } = start({ batch_size: 6 });
  const seen = [];
  const sizes = [];
  for (let i = 0; i < 4; i += 1) {
    run.step();
    sizes.push(run.batch().length);
    seen.push(...run.batch());
  }
  assert.deepEqual(sizes, [6, 6, 6, 5]);
  assert.deepEqual(
    seen.sort((a, b) => a - b),
    [...run.train.rows].sort((a, b) => a - b),
  );
  assert.deepEqual([run.steps, run.epochs, run.position], [4, 1, 0]);
  run.step();
  run.epoch(); // the rest of the second
  run.epoch(2);
  assert.deepEqual([run.steps, run.epochs, run.position], [16, 4, 0]);
  assert.equal(run.train.n + run.test.n, data.n);
});

test("one step with plain SGD moves every weight and every bias by exactly −lr · gradient", () => {
  const { run } = start({ options: { lr: 0.5 } });
  const before = run.net.params.slice();
  run.step();
  assert.deepEqual(
    run.net.params,
    before.map((p, i) => p - 0.5 * run.net.grads[i]),
  );
});

test("an edited weight is the network's weight, and settings may change on the way", () => {
  const { run } = start({});
  run.edit(0, 1, 2, 7);
  run.edit(1, 2, -1, 8);
  assert.equal(run.net.params[1 * 3 + 2], 7);
  assert.equal(run.net.params[4 * 3 + 4 + 3 * 4 + 2], 8);
  run.settings.batchSize = 20;
  run.step();
  assert.equal(run.batch().length, 20);
  run.settings.batchSize = 1;
  run.optimizer.options.lr = 0;
  const before = run.net.params.slice();
  run.step();
  assert.equal(run.batch().length, 1);
  assert.deepEqual(run.net.params, before);
});

test("the penalty is l1 Σ|w| + l2/2 Σw² without the biases", () => {
  const { run } = start({ l1: 0.25, l2: 0.5 });
  run.net.params.fill(-2);
  assert.equal(run.evaluate("train").penalty, (3 * 4 + 4 * 3 + 3) * (0.25 * 2 + 0.5 * 2));
});

test("no points, points of one part, and few points are no fault", () => {
  for (const [nSamples, trainShare] of [
    [0, 0.5],
    [1, 0.5],
    [4, 1],
    [4, 0],
  ]) {
    const run = trainer(makeData({ name: "xor", nSamples }), { trainShare });
    run.epoch(3);
    run.step();
    const { loss } = run.evaluate("train");
    assert.equal(Number.isFinite(loss), run.train.n > 0);
    assert.ok(run.net.params.every(Number.isFinite));
  }
});

test("points drawn by hand train like any others", () => {
  const x = Float64Array.of(1, 1, -1, -1, 1, -1, -1, 1);
  const run = trainer(
    { x, y: Float64Array.of(0, 0, 1, 2), n: 4, nClasses: 3 },
    {
      trainShare: 1,
      loss: "cross_entropy",
      outputActivation: "linear",
      optimizer: "adam",
      optimizerOptions: { lr: 0.1 },
      batchSize: 4,
    },
  );
  run.epoch(300);
  assert.equal(run.evaluate("train").accuracy, 1);
});

test("training, looking at both parts and drawing a grid do not disturb one another", () => {
  const [{ run }, { run: other }] = [start(VARIED), start(VARIED)];
  const grid = makeGrid(defaults.features, 40);
  for (let i = 0; i < 20; i += 1) {
    run.step();
    run.evaluate("test");
    evaluateGrid(run.net, grid);
  }
  assert.deepEqual(numbers(run), go(other, 20));
});

test("the classic default learns: the circle is divided, a plane is fitted", () => {
  const circle = trainer(makeData({ name: "circle" }));
  circle.epoch(200);
  assert.ok(circle.evaluate("test").accuracy > 0.97);
  const plane = trainer(makeData({ name: "plane" }), { outputActivation: "linear" });
  plane.epoch(200);
  assert.ok(plane.evaluate("test").loss < 0.01);
  assert.ok(Number.isNaN(plane.evaluate("test").accuracy));
});
