// The playground's random numbers, data, first weights, batches and masks against their twins in Python.
import assert from "node:assert/strict";
import { test } from "node:test";
import {
  DATASETS,
  expandFeatures,
  FEATURES,
  isRegression,
  makeData,
  splitRows,
} from "../../../course_lib/backprop/playground/data.js";
import { drawMasks } from "../../../course_lib/backprop/playground/dropout.js";
import { INITIALIZERS, initialize } from "../../../course_lib/backprop/playground/initializers.js";
import { network } from "../../../course_lib/backprop/playground/net.js";
import { trainer } from "../../../course_lib/backprop/playground/trainer.js";
import { random } from "../../../course_lib/widgets/ui/random.js";
import { permutation, stream } from "../../../course_lib/widgets/ui/streams.js";
import { close, fixture } from "../fixtures.mjs";

const { draws } = fixture("playground");

test("the generator draws what its twin draws", () => {
  for (const { seed, values } of draws.uniform) {
    const rng = random(seed);
    assert.deepEqual(
      values.map(() => rng.uniform()),
      values,
      `seed ${seed}`,
    );
  }
  for (const { seed, values } of draws.normal) {
    const rng = random(seed);
    close(
      values.map(() => rng.normal()),
      values,
      `seed ${seed}`,
    );
  }
  const rng = stream(7, 1, 2);
  assert.deepEqual(
    draws.stream.map(() => rng.uniform()),
    draws.stream,
  );
  assert.deepEqual([...permutation(random(4), 12)], draws.permutation);
});

test("normal numbers have mean 0 and variance 1; streams of one seed do not resemble each other", () => {
  const n = 20000;
  const [a, b] = [1, 2].map((key) => {
    const rng = stream(0, key);
    return Float64Array.from({ length: n }, () => rng.normal());
  });
  const mean = (f) => a.reduce((total, _, i) => total + f(i), 0) / n;
  const noise = 4 / Math.sqrt(n); // four standard errors
  assert.ok(Math.abs(mean((i) => a[i])) < noise);
  assert.ok(Math.abs(mean((i) => a[i] ** 2) - 1) < Math.SQRT2 * noise);
  assert.ok(Math.abs(mean((i) => a[i] * b[i])) < noise);
});

test("data sets equal those of data.py", () => {
  for (const name of DATASETS)
    assert.ok(
      draws.data.some(({ asked }) => asked.name === name && asked.noise >= 0),
      name,
    );
  for (const { asked, x, y, nClasses } of draws.data) {
    const made = makeData(asked);
    assert.equal(made.nClasses, nClasses);
    assert.equal(made.n, 15);
    close(made.x, x, `${JSON.stringify(asked)} x`, 1e-12, 1); // a coordinate near 0 is a difference
    close(made.y, y, `${JSON.stringify(asked)} y`, 1e-12, 1);
  }
});

test("fewer points are the first of more, and noise moves the same points further", () => {
  for (const name of DATASETS) {
    const [few, more, still] = [
      [20, 0.5],
      [60, 0.5],
      [20, 0],
    ].map(([nSamples, noise]) => makeData({ name, nSamples, noise, seed: 3 }));
    assert.deepEqual(few.x, more.x.slice(0, 40), name);
    assert.deepEqual(few.y, more.y.slice(0, 20), name);
    const twice = makeData({ name, nSamples: 20, noise: 1, seed: 3 });
    const key = isRegression(name) ? "y" : "x";
    close(
      twice[key].map((v, i) => v - still[key][i]),
      few[key].map((v, i) => 2 * (v - still[key][i])),
      name,
      1e-9,
      1,
    );
  }
});

test("features and the split equal their twins", () => {
  close(expandFeatures(Float64Array.from(draws.points), Object.keys(FEATURES)), draws.features, "features");
  const { train, test: rest } = splitRows(25, 0.3, 8);
  assert.deepEqual([[...train], [...rest]], draws.split);
});

test("first weights equal their twins, and a layer on top leaves those below", () => {
  assert.deepEqual(Object.keys(draws.starts), Object.keys(INITIALIZERS));
  for (const [name, values] of Object.entries(draws.starts)) {
    const [net, taller] = [
      [3, 4, 2],
      [3, 4, 5, 2],
    ].map((sizes) =>
      network(
        sizes,
        sizes.slice(1).map(() => "tanh"),
      ),
    );
    for (const each of [net, taller]) initialize(each, name, 6);
    close(net.params, values, name);
    assert.deepEqual(net.layers[0].weight, taller.layers[0].weight);
  }
});

test("dropout masks equal their twins and keep the mean", () => {
  const net = network([2, 4, 3, 1], ["tanh", "tanh", "linear"]);
  drawMasks(net, 5, 0.4, 9, 17);
  draws.masks.forEach((mask, k) => close(net.layers[k].mask, mask, `layer ${k}`));
  drawMasks(net, 20000, [0.4, 0.1], 1, 0);
  for (const k of [0, 1]) {
    const { mask } = net.layers[k];
    assert.ok(Math.abs(mask.reduce((a, m) => a + m, 0) / mask.length - 1) < 0.02);
  }
});

test("batches are those of the twin, with a smaller last one", () => {
  const run = trainer(makeData({ name: "circle", nSamples: 23, seed: 2 }), {
    trainShare: 1,
    batchSize: 5,
    seed: 2,
  });
  run.epoch(4);
  const rows = draws.batches.map(() => {
    run.step();
    return [...run.batch()];
  });
  assert.deepEqual(
    rows,
    draws.batches.map((batch) => batch.map((r) => run.train.rows[r])),
  );
  assert.equal(rows.at(-1).length, 3);
});
