// The playground's session, without a page: its run forth and back, and what a change does to it.
import assert from "node:assert/strict";
import { test } from "node:test";
import { session } from "../../../course_lib/backprop/playground/session.js";
import { completed } from "../../../course_lib/backprop/playground/state.js";
import { close } from "../fixtures.mjs";
import { STATE } from "./start.mjs";

const made = (patch = {}) => {
  const state = { ...structuredClone(STATE), ...patch };
  const it = session(state);
  it.sync();
  it.news();
  const set = (change) => {
    Object.assign(state, change);
    it.sync();
    return it.news();
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

test("a button that is faster than the picture acts on the settings as they are", () => {
  const a = made();
  Object.assign(a.state, { lr: 0.5 });
  a.it.forward("epoch"); // before any sync
  const b = made({ lr: 0.5 });
  b.it.forward("epoch");
  assert.deepEqual(a.params(), b.params());
  assert.equal(a.it.mixed, false);
  Object.assign(a.state, completed(a.state, { hidden: [3] }), { epochs: 1 });
  a.it.forward("step");
  assert.deepEqual(a.it.run.net.sizes, made({ ...a.state, epochs: 0 }).it.run.net.sizes);
  assert.equal(a.it.news(), true); // and the picture hears of it
  Object.assign(a.state, completed(a.state, { hidden: [2] }));
  a.it.back(); // of the other run nothing is left
  assert.equal(a.it.canGoBack, false);
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
  assert.equal(a.set({}), false);
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
