// What the playground shows layer by layer, against torch and NumPy; tanh.
import assert from "node:assert/strict";
import { test } from "node:test";
import { gauge, histogram, reach, survey } from "../../../course_lib/backprop/playground/gauge.js";
import { tanh } from "../../../course_lib/backprop/playground/tanh.js";
import { close, fixture } from "../fixtures.mjs";
import { start } from "./start.mjs";

test("loss, gradients, spread, norms and histograms of every layer are those of torch and NumPy", () => {
  const cases = fixture("gauge");
  assert.equal(cases.length, 16);
  for (const c of cases) {
    const told = JSON.stringify(c.settings);
    const { run } = start(c.settings);
    const seen = gauge(run).look();
    close(seen.loss, c.loss, `loss, ${told}`);
    close(seen.grads, c.grads, `gradients, ${told}`, 1e-12, 1e-3 * Math.max(...c.grads.map(Math.abs)));
    const { top, rows } = survey(seen);
    assert.equal(top, c.top, told);
    rows.forEach((row, k) => {
      const { spread, norm, ...counts } = c.rows[k];
      close(row.norm, norm, `norm of layer ${k}, ${told}`);
      close(row.spread, spread, `spread of layer ${k}, ${told}`, 1e-12, 1e-3);
      for (const name of ["values", "powers", "zeros"])
        assert.deepEqual(row[name], counts[name], `${name} of layer ${k}, ${told}`);
    });
  }
});

test("one point goes through alone", () => {
  const cases = fixture("gauge").filter(({ one }) => one);
  assert.equal(cases.length, 7);
  for (const { settings, one } of cases) {
    const { layers, grads, n } = gauge(start(settings).run).look(3);
    assert.equal(n, 1);
    layers.forEach(({ a, delta, outputs }, k) => {
      const told = `layer ${k}, ${JSON.stringify(settings)}`;
      close(a.subarray(0, outputs), one.values[k], `values, ${told}`, 1e-12, 1e-3);
      close(delta.subarray(0, outputs), one.deltas[k], `gradients, ${told}`, 1e-12, 1e-3);
    });
    close(grads, one.grads, "of the weights", 1e-12, 1e-3);
  }
});

test("looking does not disturb the run, and sees the weights of this moment", () => {
  const [{ run }, { run: other }] = [start({}), start({})];
  const meter = gauge(run);
  const before = meter.look().loss;
  for (let k = 0; k < 12; k += 1) {
    run.step();
    other.step();
    meter.look(k);
  }
  assert.deepEqual(run.snapshot(), other.snapshot());
  assert.ok(meter.look().loss < before);
  assert.equal(meter.look().loss, run.evaluate("train").loss);
  assert.equal(meter.look(10_000).from, run.train.n - 1, "the last one where there are fewer");
});

test("a histogram counts every number once", () => {
  assert.deepEqual(histogram([-1, -0.99, -0.2, 0, 0.3, 1], -1, 1, 4), [2, 1, 2, 1]);
  assert.deepEqual(histogram([-9, 9, 9], -1, 1, 2), [1, 2], "what lies beyond counts at the ends");
  for (const c of fixture("gauge")) {
    const { run } = start(c.settings);
    survey(gauge(run).look()).rows.forEach(({ values, powers, zeros }, k) => {
      const all = run.train.n * run.net.sizes[k + 1];
      const total = (counts) => counts.reduce((a, b) => a + b);
      assert.deepEqual([total(values), total(powers) + zeros], [all, all]);
    });
  }
  assert.deepEqual([[0.2], [1], [-1.2], [50], [50.1]].map(reach), [1, 1, 2, 50, 100]);
});

test("tanh is Math.tanh to two units of the last digit", () => {
  for (let k = -60_000; k <= 60_000; k += 1) {
    const z = k / 2500 + 1e-7 * (k % 7);
    const [got, wanted] = [tanh(z), Math.tanh(z)];
    assert.ok(Math.abs(got - wanted) <= 5e-16 * Math.abs(wanted), `tanh ${z} = ${wanted}, not ${got}`);
  }
  for (const z of [0, 1e-300, -1e-9, 1e-3, 19.99, 20, 1e308, Infinity, -Infinity, NaN])
    close(tanh(z), Math.tanh(z), `tanh ${z}`, 5e-16);
});
