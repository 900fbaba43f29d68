// curves.js of the torch explorer against torch itself.
import assert from "node:assert/strict";
import { test } from "node:test";
import { CALLS, CURVES, difference, turn } from "../../course_lib/primer/torch_explorer/curves.js";
import { close, fixture } from "./fixtures.mjs";

const { walks } = fixture("torch_walks");

test("a walk visits what torch visits, and x.grad holds what torch's holds", () => {
  assert.ok(walks.some(({ clear }) => !clear));
  for (const { curve, lr, clear, turns } of walks) {
    let state = { curve, lr, clear, x: turns[0].x, grad: 0, path: [] };
    for (const [i, now] of turns.entries()) {
      const told = `${curve} ${lr} ${clear} ${i}`;
      close(state.x, now.x, told, 1e-9, 1);
      close(CURVES[curve].value(state.x), now.y, told, 1e-9, 1);
      state = { ...state, ...turn(state) };
      close(state.grad, now.grad, told, 1e-9, 1);
    }
    assert.equal(state.path.length, turns.length);
  }
});

test("one backward() and one step() equal torch to the last digits", () => {
  for (const { curve, lr, turns } of walks) {
    const state = { curve, lr, x: turns[0].x, grad: 0, path: [] };
    const { grad } = CALLS.backward(state);
    close(grad, turns[0].grad, curve, 1e-12, 1);
    close(CALLS.step({ ...state, grad }).x, turns[1].x, curve, 1e-12, 1);
    close(CURVES[curve].value(state.x), turns[0].y, curve, 1e-12, 1);
  }
});

test("the slope by hand equals the difference", () => {
  for (const [name, { value, slope }] of Object.entries(CURVES)) {
    for (let x = -1; x <= 5; x += 0.25) close(difference(value, x), slope(x), `${name} ${x}`, 1e-7, 1);
  }
});

test("backward() adds, zero_grad() clears", () => {
  const once = { curve: "bowl", x: 3, ...CALLS.backward({ curve: "bowl", x: 3, grad: 0 }) };
  assert.equal(once.grad, 2);
  assert.deepEqual(CALLS.backward(once), { grad: 4 });
  assert.deepEqual(CALLS.zero(once), { grad: 0 });
});
