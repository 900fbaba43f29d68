// shapes.js of the shapes explorer against NumPy, every digit and every word.
import assert from "node:assert/strict";
import { test } from "node:test";
import { broadcast, combine, counted, fold } from "../../course_lib/primer/shapes_explorer/shapes.js";
import { analyse, following } from "../../course_lib/primer/shapes_explorer/state.js";
import { fixture } from "./fixtures.mjs";

const { pairs, sums } = fixture("shapes");
const same = (made, c, told) => {
  assert.equal(made.error, c.error, told);
  if (c.error) return;
  assert.deepEqual(made.shape, c.result, told);
  assert.deepEqual([...made.values], c.values, told);
};

test("two shapes are stretched, combined or refused as in NumPy", () => {
  assert.ok(pairs.some(({ error }) => error));
  for (const c of pairs) same(combine(c.do, counted(c.a, 1), counted(c.b, 10)), c, `${c.a} ${c.do} ${c.b}`);
});

test("an axis is folded as in NumPy", () => {
  assert.ok(sums.some(({ error }) => error));
  for (const c of sums) same(fold(counted(c.a, 1), c.axis, c.keepdims), c, `${c.a} ${c.axis} ${c.keepdims}`);
});

test("every cell of a folded array belongs to one sum", () => {
  for (const c of sums.filter(({ error }) => !error)) {
    const { parts } = fold(counted(c.a, 1), c.axis, c.keepdims);
    const cells = parts.flat().map(String);
    assert.equal(new Set(cells).size, cells.length);
    assert.equal(
      cells.length,
      c.a.reduce((p, n) => p * n, 1),
    );
  }
});

test("the axis that clashes is named, and no other", () => {
  assert.deepEqual(
    broadcast([2, 3], [2]).axes.map(({ clash }) => clash),
    [false, true],
  );
  assert.deepEqual(
    broadcast([2, 3], [3, 3]).axes.map(({ clash }) => clash),
    [true, false],
  );
});

const START = { do: "add", a_axes: 2, a_rows: 2, a_cols: 3, b_axes: 1, b_rows: 1, b_cols: 3, axis: "0" };

test("a run visits every cell of the result, and begins again", () => {
  const state = { ...START, keepdims: false, pick: [0, 0] };
  const values = [];
  let next = state.pick;
  for (let i = 0; i < 6; i += 1) {
    values.push(analyse({ ...state, pick: next }).value);
    next = following(analyse({ ...state, pick: next }));
  }
  assert.deepEqual(next, state.pick);
  assert.deepEqual(values, [11, 22, 33, 14, 25, 36]);
  assert.deepEqual(analyse({ ...state, pick: [4, 4] }).pick, [1, 2], "a pick outside is the last cell");
});
