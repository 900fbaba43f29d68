// The playground's settings and session, without a page.
import assert from "node:assert/strict";
import { test } from "node:test";
import { session } from "../../course_lib/backprop/playground/session.js";
import {
  agree,
  ask,
  build,
  completed,
  rewind,
  signature,
  sizesOf,
  valuesAt,
} from "../../course_lib/backprop/playground/state.js";
import { close } from "./fixtures.mjs";

const start = () => ({
  preset: "circle",
  data: "circle",
  points: [],
  n_samples: 46,
  n_classes: 2,
  noise: 0.3,
  train_share: 0.5,
  features: ["x1", "x2"],
  hidden: [4, 2],
  activation: ["tanh", "relu"],
  dropout: [0, 0],
  output_activation: "tanh",
  loss: "mse",
  optimizer: "momentum",
  lr: 0.03,
  momentum: 0.9,
  batch_size: 5,
  l1: 0,
  l2: 0,
  initializer: "kaiming_uniform",
  seed: 3,
  edits: [],
  epochs: 0,
  links: "weights",
  discretize: false,
  show_test: false,
  hide: [],
});
const made = (patch = {}) => {
  const state = { ...start(), ...patch };
  const it = session(state);
  it.sync();
  const set = (change) => {
    Object.assign(state, change);
    return it.sync();
  };
  return {
    state,
    it,
    set,
    params: () => [...it.run.net.params],
    press: (work) => {
      work();
      Object.assign(state, it.stand());
      it.sync();
    },
  };
};

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

test("rewind, back and an opened link meet the same weights", () => {
  const a = made({ dropout: [0.3, 0] });
  const first = a.params();
  for (const move of ["step", "epoch", "epoch"]) a.press(() => a.it.forward(move));
  const later = a.params();
  a.press(() => a.it.forward("step"));
  a.press(() => a.it.back());
  assert.deepEqual(a.params(), later);
  assert.equal(a.state.epochs, 2);
  a.press(() => a.it.back());
  a.press(() => a.it.back());
  a.press(() => a.it.back());
  assert.deepEqual(a.params(), first);
  assert.equal(a.it.canGoBack, false);
  for (let k = 0; k < 4; k += 1) a.press(() => a.it.forward("epoch"));
  const b = made({ dropout: [0.3, 0], epochs: 4 });
  assert.deepEqual(b.params(), a.params());
  a.press(() => a.it.rewind());
  assert.deepEqual(a.params(), first);
  assert.equal(a.state.epochs, 0);
});

test("a rate that changes on the way is heard at once, told, and forgotten by a rewind", () => {
  const a = made();
  a.press(() => a.it.forward("epoch"));
  const before = a.params();
  assert.equal(a.set({ lr: 1e-3, momentum: 0 }), false);
  assert.deepEqual(a.params(), before);
  assert.equal(a.it.mixed, true);
  a.it.run.step();
  const moved = a.params().map((v, i) => v - before[i]);
  close(
    moved,
    [...a.it.run.net.grads].map((g) => -1e-3 * g),
    "a step of plain descent",
    1e-9,
    1e-9,
  );
  a.it.back();
  assert.equal(a.it.mixed, false);
  a.set({ lr: 0.5 });
  a.press(() => a.it.rewind());
  assert.equal(a.it.mixed, false);
});

test("another network is another run, and Python may send it anywhere", () => {
  const a = made();
  a.press(() => a.it.forward("epoch"));
  assert.equal(a.set({ ...completed(a.state, { seed: 4 }) }), true);
  assert.equal(a.it.run.steps, 0);
  a.set({ epochs: 5 });
  assert.equal(a.it.run.epochs, 5);
  a.set({ epochs: 2 });
  assert.equal(a.it.run.epochs, 2);
  assert.deepEqual(a.params(), made({ seed: 4, epochs: 2 }).params());
  assert.equal(a.it.goal, 0, "and there it stands");
});

test("a weight set at the start belongs to the settings, later to the run", () => {
  const a = made();
  assert.deepEqual(a.it.edit(0, 1, 0, 2), { edits: [[0, 1, 0, 2]] });
  Object.assign(a.state, { edits: [[0, 1, 0, 2]] });
  assert.equal(a.it.sync(), false);
  assert.deepEqual(a.it.edit(0, 1, 0, 3), { edits: [[0, 1, 0, 3]] });
  Object.assign(a.state, { edits: [[0, 1, 0, 3]] });
  a.press(() => a.it.forward("epoch"));
  assert.equal(a.it.mixed, false);
  const end = a.params();
  assert.deepEqual(a.it.edit(0, 0, 0, 1), {});
  assert.equal(a.it.mixed, true);
  assert.deepEqual(made({ edits: [[0, 1, 0, 3]], epochs: 1 }).params(), end);
});

test("a point drawn on the way leaves the weights as they are", () => {
  const points = [
    [1, 1, 0],
    [-1, -1, 1],
    [2, -1, 0],
    [-2, 1, 1],
  ];
  const a = made({ data: "own", points, train_share: 1 });
  a.press(() => a.it.forward("epoch"));
  const before = a.params();
  assert.equal(a.set(completed(a.state, { points: [...points, [3, 3, 1]] })), true);
  assert.deepEqual(a.params(), before);
  assert.deepEqual([a.it.run.train.n, a.it.mixed, a.it.canGoBack], [5, true, false]);
  a.press(() => a.it.rewind());
  assert.deepEqual(
    a.params(),
    made({ data: "own", points: [...points, [3, 3, 1]], train_share: 1 }).params(),
  );
  assert.equal(made({ data: "own" }).it.run.train.n, 0, "no point at all");
});

test("a curve stays short and ends where the run stands", () => {
  const a = made();
  for (let k = 0; k < 3000; k += 1) a.it.forward("epoch");
  const { curve } = a.it;
  assert.ok(curve.length <= 301 && curve.length > 100);
  assert.ok(curve.every(([t], i) => i === 0 || t > curve[i - 1][0]));
  assert.deepEqual(curve.at(-1), [3000, a.it.train.loss, a.it.test.loss]);
  assert.equal(curve[0][0], 0);
  a.it.back();
  assert.equal(a.it.curve.at(-1)[0], 2999);
});

test("settings that do not touch the run leave it alone", () => {
  assert.equal(signature(start()), signature({ ...start(), lr: 9, links: "gradients", epochs: 4 }));
  assert.notEqual(signature(start()), signature({ ...start(), points: [[0, 0, 0]] }));
  assert.equal(signature(start(), false), signature({ ...start(), points: [[0, 0, 0]] }, false));
});
