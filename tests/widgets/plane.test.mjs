// plane.js against NumPy.
import assert from "node:assert/strict";
import { test } from "node:test";
import { apply, eigen, foot, length, turn, turned } from "../../course_lib/primer/matrix_explorer/plane.js";
import { pulled } from "../../course_lib/primer/matrix_explorer/state.js";
import { close, fixture } from "./fixtures.mjs";

const { cases } = fixture("plane");
const told = ({ a, b, c, d }) => `[[${a}, ${b}], [${c}, ${d}]]`;

test("images, angles and turned arrows are NumPy's", () => {
  assert.ok(cases.length > 40);
  for (const m of cases) {
    close(apply(m, m.x), m.image, told(m), 1e-12, 1);
    close(turn(m.x, m.image), m.turn, told(m), 1e-12, 1);
    close(turned(m.x, 35, []).arrow, m.turned, told(m), 1e-12, 1);
  }
});

test("eigenvalues are NumPy's, and their directions do not turn", () => {
  assert.ok(cases.some((m) => m.values.length === 0) && cases.some((m) => m.values.length === 1));
  for (const m of cases) {
    const found = eigen(m);
    close(
      found.map((e) => e.value),
      m.values,
      told(m),
      1e-12,
      1,
    );
    for (const { value, direction } of found) {
      const every = direction ?? m.x; // of twice the identity every arrow is one
      close(
        apply(m, every),
        every.map((v) => value * v),
        told(m),
        1e-12,
        1,
      );
      close(length(direction ?? [1, 0]), 1, told(m));
    }
  }
});

test("a turning arrow stops on a line on which it does not turn, and goes on from there", () => {
  const lines = [[Math.SQRT1_2, Math.SQRT1_2]];
  const there = turned([2, 1.9], 5, lines);
  assert.equal(there.landed, true);
  close(there.arrow[0], there.arrow[1], "on the diagonal");
  const on = turned(there.arrow, 5, lines);
  assert.equal(on.landed, false);
  assert.ok(on.arrow[1] > on.arrow[0]);
});

test("a turning arrow meets each line once in half a turn", () => {
  const lines = [
    [Math.SQRT1_2, Math.SQRT1_2],
    [Math.SQRT1_2, -Math.SQRT1_2],
  ];
  let [arrow, landings] = [[1.5, -0.5], 0];
  for (let step = 0; step < 74; step += 1) {
    const next = turned(arrow, 5, lines);
    arrow = next.arrow;
    landings += next.landed;
  }
  assert.equal(landings, 4); // 74 steps, of which one is cut short, are once around
});

test("a dragged arrow is drawn to the line when it is near, and only then", () => {
  const state = { a: 2, b: 1, c: 1, d: 2 };
  close(pulled(state, [1, 1.05]), [1.025, 1.025], "near");
  close(pulled(state, [1, 1.1]), [1, 1.1], "a key's step away");
  close(foot([1, 0], [0, 1]).point, [0, 0], "at right angles");
});
