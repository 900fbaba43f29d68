// The descent explorer's mathematics against course_lib.
import assert from "node:assert/strict";
import { test } from "node:test";
import { descend, disturbances, standing } from "../../course_lib/optim/descent_explorer/run.js";
import { edges } from "../../course_lib/optim/quadratics.js";
import { all, grounds, rows, surface } from "./descent_grounds.mjs";
import { close } from "./fixtures.mjs";

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
