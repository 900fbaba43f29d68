// The playground's settings, without a page: which go together, and what follows from them.
import assert from "node:assert/strict";
import { test } from "node:test";
import {
  agree,
  ask,
  build,
  completed,
  rewind,
  signature,
  sizesOf,
  valuesAt,
  whole,
} from "../../../course_lib/backprop/playground/state.js";
import { close } from "../fixtures.mjs";
import { STATE } from "./start.mjs";

const start = () => structuredClone(STATE);

test("settings of a link that hang together are let in together or not at all", () => {
  const good = {
    data: "own",
    points: [[1, -2, 2]],
    n_classes: 3,
    hidden: [3, 8, 1],
    activation: ["relu", "tanh", "tanh"],
    dropout: [0, 0.5, 0],
    lr: 0.1,
  };
  assert.deepEqual(agree(good, start()), good);
  assert.deepEqual(agree({ hidden: [4, 4, 4], lr: 1 }, start()), { lr: 1 });
  assert.deepEqual(agree({ activation: ["tanh"], dropout: [0] }, start()), {}, "one entry a layer");
  assert.deepEqual(agree({ data: "hills", loss: "hinge" }, start()), {}, "numbers have no hinge");
  assert.deepEqual(agree({ points: [[1, 1, 2]] }, start()), {}, "a class that is not there");
});

test("a change brings along what it needs", () => {
  const deeper = completed(start(), { hidden: [4, 2, 2] });
  assert.deepEqual(deeper.activation, ["tanh", "relu", "relu"]);
  assert.deepEqual(deeper.dropout, [0, 0, 0]);
  assert.deepEqual([deeper.epochs, deeper.edits], [0, []]);
  assert.deepEqual(
    completed({ ...start(), hidden: [], activation: [], dropout: [] }, { hidden: [3] }).activation,
    ["tanh"],
  );
  assert.deepEqual(completed(start(), { lr: 1 }), { lr: 1 }, "a rate needs no new run");
  const numbers = completed({ ...start(), loss: "hinge", output_activation: "linear" }, { data: "hills" });
  assert.deepEqual([numbers.loss, numbers.output_activation, numbers.preset], ["mse", undefined, ""]);
  assert.equal(completed(start(), { data: "hills" }).output_activation, "linear");
  assert.equal(completed(start(), { loss: "cross_entropy" }).output_activation, "linear");
  assert.equal(
    completed({ ...start(), loss: "hinge", output_activation: "linear" }, { loss: "mse" }).output_activation,
    "tanh",
  );
  assert.equal(completed(start(), { loss: "huber" }).output_activation, undefined);
  const fewer = completed(
    {
      ...start(),
      data: "own",
      n_classes: 3,
      points: [
        [0, 0, 2],
        [1, 1, 0],
      ],
    },
    { n_classes: 2 },
  );
  assert.deepEqual(fewer.points, [
    [0, 0, 1],
    [1, 1, 0],
  ]);
});

test("outputs follow classes and loss", () => {
  const last = (patch) => sizesOf({ ...start(), ...patch }).at(-1);
  assert.deepEqual(
    [
      {},
      { n_classes: 4 },
      { loss: "cross_entropy" },
      { data: "hills", n_classes: 4 },
      { data: "xor", n_classes: 4 },
    ].map(last),
    [1, 4, 2, 1, 1],
  );
});

test("edited weights are there after every rewind, and those of another network are not", () => {
  const state = {
    ...start(),
    edits: [
      [0, 1, 0, 2],
      [2, 0, -1, -0.5],
      [0, 4, 0, 9],
      [3, 0, 0, 9],
    ],
  };
  const run = build(state);
  for (let k = 0; k < 2; k += 1) {
    rewind(run, state);
    assert.deepEqual([valuesAt(run, [0, 1, 0])[0], valuesAt(run, [2, 0, -1])[0]], [2, -0.5]);
    assert.ok(run.net.params.every((v) => v !== 9));
    run.epoch(2);
  }
});

test("at a point the page says value, class and loss of the network", () => {
  const state = { ...start(), n_classes: 3, loss: "cross_entropy", output_activation: "linear" };
  const run = build(state);
  const z = [...run.net.layers.at(-1).bias];
  for (const { weight } of run.net.layers) weight.fill(0);
  z.splice(0, 3, 1, 3, 2);
  run.net.layers.at(-1).bias.set(z);
  const sum = Math.exp(1) + Math.exp(3) + Math.exp(2);
  const told = ask(run, state, [0.3, -2], 2);
  assert.equal(told.said, 1);
  close([told.value, told.loss], [Math.exp(3) / sum, Math.log(sum) - 2], "softmax");
});

test("settings that do not touch the run leave it alone", () => {
  assert.equal(signature(start()), signature({ ...start(), lr: 9, links: "gradients", epochs: 4 }));
  assert.notEqual(signature(start()), signature({ ...start(), points: [[0, 0, 0]] }));
  assert.equal(signature(start(), false), signature({ ...start(), points: [[0, 0, 0]] }, false));
});

test("settings that a kernel tells one after the other are whole when all have come", () => {
  assert.ok(whole({ hidden: [3, 3], activation: ["tanh", "tanh"], dropout: [0, 0] }));
  assert.ok(!whole({ hidden: [3, 3], activation: ["tanh"], dropout: [0, 0] }));
  assert.ok(!whole({ hidden: [3, 3], activation: ["tanh", "tanh"], dropout: [0] }));
});
