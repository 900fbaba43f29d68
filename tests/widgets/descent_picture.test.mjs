// What the descent explorer draws: lines of equal height, its frame, paths and the axis of the loss.
import assert from "node:assert/strict";
import { test } from "node:test";
import { heights, isolines } from "../../course_lib/optim/descent_explorer/contours.js";
import { decades, picture, trace } from "../../course_lib/optim/descent_explorer/marks.js";
import { grounds, surface } from "./descent_grounds.mjs";
import { close } from "./fixtures.mjs";

test("every point of a line of equal height has that height, and no line is missing", () => {
  for (const name of Object.keys(grounds)) {
    const place = surface({ surface: name });
    const [xs, ys] = place.domain;
    const [columns, rows_] = [241, 201];
    const z = heights(place, xs, ys, columns, rows_);
    const at = (c, r) => [
      xs[0] + ((xs[1] - xs[0]) * c) / (columns - 1),
      ys[1] + ((ys[0] - ys[1]) * r) / (rows_ - 1),
    ];
    const levels = new Set();
    const top = Math.floor(Math.max(...z));
    isolines(z, columns, top - 5, (x0, y0, x1, y1, level) => {
      levels.add(level);
      assert.ok(Math.abs(x0 - x1) <= 1 && Math.abs(y0 - y1) <= 1, "a piece stays within its cell");
      for (const [c, r] of [
        [x0, y0],
        [x1, y1],
      ]) {
        const height = Math.log2(place.f(...at(c, r)) - place.floor);
        assert.ok(Math.abs(height - level) < 0.2, `${name}: ${height} on line ${level}`); // straight pieces of a curve
      }
    });
    assert.deepEqual(
      [...levels].sort((a, b) => a - b),
      [5, 4, 3, 2, 1, 0].map((k) => top - k),
      name,
    );
  }
});

test("the picture holds domain and start and has one scale in both directions", () => {
  for (const start of [
    [0, 0],
    [-9, 1],
    [1, 8],
  ]) {
    const [[x0, x1], [y0, y1]] = picture(
      [
        [-4, 4],
        [-3, 3],
      ],
      start,
      1.2,
    );
    close((x1 - x0) / (y1 - y0), 1.2, "shape");
    assert.ok(x0 <= Math.min(-4, start[0]) && x1 >= 4 && y0 <= -3 && y1 >= Math.max(3, start[1]));
  }
});

test("paths far outside are drawn in their true direction and with numbers that fit an attribute", () => {
  const d = trace([
    [10, 10],
    [10, 10.2],
    [1e200, 2e200],
    [50, 50],
  ]);
  assert.match(d, /^M10\.0 10\.0L2510\.0 5010\.0L/);
  assert.ok(!/NaN|Infinity|e/.test(d), d);
  assert.equal(
    trace(
      [
        [0, 0],
        [0, 8],
        [0, 9],
        [0, 20],
      ],
      6,
    ),
    "M0.0 0.0h0M0.0 8.0h0M0.0 20.0h0",
  );
});

test("the loss axis holds what is there, and of a diverging run only its beginning", () => {
  const path = (...losses) => losses.map((loss) => ({ loss }));
  assert.deepEqual(decades([path(50, 5, 0.02)], 0), [-2, 2]);
  assert.deepEqual(decades([path(50, 1e9, 1e200)], 0), [1, 5]);
  assert.deepEqual(decades([path(50, 1e-30, 0)], 0), [-7, 2]);
  assert.deepEqual(decades([path(7, 7)], 7), [-2, 0]);
});
