// The descent explorer's mathematics against course_lib.
import assert from "node:assert/strict";
import { test } from "node:test";
import { heights, isolines } from "../../course_lib/optim/descent_explorer/contours.js";
import { decades, picture, trace } from "../../course_lib/optim/descent_explorer/marks.js";
import { descend, disturbances, standing, surfaceOf } from "../../course_lib/optim/descent_explorer/run.js";
import { edges } from "../../course_lib/optim/quadratics.js";
import { close, fixture } from "./fixtures.mjs";

const all = fixture("descent");
const { grounds, rows } = all;
const surface = (settings) => surfaceOf({ condition: 10, angle: 0, ...settings }, grounds, rows);
const run = (state) => {
  const place = surface(state);
  const draws = disturbances(state, rows);
  return Object.fromEntries(state.optimizers.map((name) => [name, descend(place, name, state, draws)]));
};
// Near a minimum a loss is the rest of larger numbers, and a gradient too: errors count against those.
const size = (path) => Math.max(...path.values.map(Math.abs));

test("values and gradients equal course_lib's", () => {
  for (const { surface: name, condition, angle, points, values, grads } of all.surfaces) {
    const { f, grad } = surface({ surface: name, condition, angle });
    points.forEach(([x, y], i) => {
      const told = `${name} ${condition} ${angle} at ${x}, ${y}`;
      close(f(x, y), values[i], told, 1e-12, 1e-2);
      close(grad(x, y), grads[i], told, 1e-12, 1e-2);
    });
  }
});

test("minima are minima: the gradient vanishes, and the curvature told is the largest there", () => {
  for (const name of Object.keys(grounds)) {
    const { f, grad, minima, sharpness, floor } = surface({ surface: name });
    const curvatures = minima.map(([x, y]) => {
      close(grad(x, y), [0, 0], name, 1, 1e-13);
      close(f(x, y), floor, name, 1, 1e-13);
      const h = 1e-4;
      const [[a, b], [c, d]] = [grad(x + h, y), grad(x - h, y)];
      const [e, g] = [grad(x, y + h), grad(x, y - h)].map((v) => v[1]);
      const [xx, xy, yy] = [(a - c) / (2 * h), (b - d) / (2 * h), (e - g) / (2 * h)];
      return (xx + yy) / 2 + Math.hypot((xx - yy) / 2, xy);
    });
    close(sharpness, Math.min(...curvatures), name, 1e-5);
  }
});

test("edges equal max_stable_lr", () => {
  for (const { lambda, momentum, sgd, heavy, nesterov } of all.edges) {
    const mine = edges(lambda, momentum);
    close([mine.sgd, mine.momentum, mine.nesterov], [sgd, heavy, nesterov], `λ = ${lambda}, μ = ${momentum}`);
  }
});

test("just below its edge a path converges, just above it diverges", () => {
  for (const settings of [
    { surface: "bowl" },
    { surface: "bowl", condition: 300, angle: 0.7 },
    { surface: "regression" },
  ]) {
    const place = surface(settings);
    for (const momentum of [0.5, 0.9]) {
      for (const [name, edge] of Object.entries(edges(place.sharpness, momentum))) {
        const end = (lr) => {
          const path = descend(place, name, { start: [2, -1.5], steps: 4000, momentum, lrs: { [name]: lr } });
          return [path[0], path.at(-1)].map(({ loss }) => loss - place.floor);
        };
        const [first, below] = end(0.99 * edge);
        const [, above] = end(1.01 * edge);
        const told = `${name} on ${settings.surface}, μ = ${momentum}`;
        assert.ok(below < first * 1e-3, `${told}: ${below} is left just below`);
        assert.ok(above > first * 1e3, `${told}: ${above} just above`);
      }
    }
  }
});

// one step after the other to 1e-12 of the numbers that it is made of, 1e-9 after a hundred
test("every preset and every racer walks as course_lib's", () => {
  for (const { state, stops, paths } of [...all.presets, ...all.races]) {
    const mine = run(state);
    for (const [name, path] of Object.entries(paths)) {
      stops.forEach((t, i) => {
        const told = `${name} on ${state.surface} at step ${t}`;
        const point = mine[name][t];
        const near = t < 100 ? 1e-12 : 1e-9;
        close([point.x, point.y], path.xs[i], told, near, 1);
        close(point.loss, path.values[i], told, near, size(path));
        close(
          point.gradient,
          path.grads[i],
          `gradient, ${told}`,
          near,
          Math.max(1, ...path.grads.flat().map(Math.abs)),
        );
        if (path.m[i])
          close(point.m, path.m[i], `m, ${told}`, near, Math.max(1, ...path.m.flat().map(Math.abs)));
        if (path.v[i])
          close(point.v, path.v[i], `v, ${told}`, near, Math.max(1, ...path.v.flat().map(Math.abs)));
      });
    }
  }
});

test("a path ends before its loss is infinite, where course_lib's does, and says so", () => {
  const { state, stops, paths, last } = all.diverging;
  const { sgd: path } = run(state);
  assert.equal(path.length - 1, last);
  stops.forEach((t, i) => t <= last && close(path[t].loss, paths.sgd.values[i], `step ${t}`));
  for (const { x, y, loss, gradient } of path) assert.ok([x, y, loss, ...gradient].every(Number.isFinite));
  const stand = standing(surface(state), path, 900);
  assert.deepEqual(
    [stand.t, stand.gone, stand.loss, stand.distance, stand.left],
    [last, true, Infinity, Infinity, Infinity],
  );
});

test("the standing tells the nearest minimum and when a hundredth was left", () => {
  const place = surface({ surface: "himmelblau" });
  const point = (x, y) => ({ x, y, loss: place.f(x, y) });
  const path = [point(0, 0), point(3, 1), point(3, 2.35), point(3, 2.01), point(3, 2)]; // 2.35: a seventieth is left
  const { distance, left, gone, t } = standing(place, path, 1);
  assert.deepEqual([distance, left, gone, t], [1, 3, false, 1]);
});

test("batches go through all rows in each epoch, the last one holding what is left", () => {
  const state = { surface: "regression", batch_size: 100, seed: 2, steps: 9 };
  const draws = disturbances(state, rows);
  const mean = (k) =>
    draws.slice(0, 5).reduce((sum, { batch }, i) => sum + batch[k] * (i < 4 ? 100 : 42), 0) / 442;
  close([mean(1), mean(3)], [0, 0], "means of the epoch", 1, 1e-3); // standard units of three decimals
  assert.deepEqual(draws, disturbances(state, rows));
  assert.notDeepEqual(draws[0], draws[5]);
  assert.deepEqual(disturbances({ ...state, batch_size: 0 }, rows), []);
});

test("the noise of every racer is the same, and of the size asked for", () => {
  const draws = disturbances({ surface: "bowl", noise: 2, seed: 1, steps: 999 }, rows).flatMap(
    ({ noise }) => noise,
  );
  const mean = draws.reduce((a, b) => a + b) / draws.length;
  const spread = Math.sqrt(draws.reduce((a, b) => a + (b - mean) ** 2, 0) / draws.length);
  assert.equal(draws.length, 2000);
  assert.ok(Math.abs(mean) < 0.15 && Math.abs(spread - 2) < 0.1, `mean ${mean}, spread ${spread}`);
});

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
