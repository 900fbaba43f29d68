// regression.js and best_fit.js against course_lib, NumPy and SciPy.
import assert from "node:assert/strict";
import { test } from "node:test";
import { bestConstant, bestLine, predict, snap } from "../../course_lib/losses/loss_explorer/best_fit.js";
import { gradOf, lossOf, meanLoss } from "../../course_lib/losses/regression.js";
import { close, fixture } from "./fixtures.mjs";

const { predictions, targets, cases, fits } = fixture("regression");
const told = ({ loss, options, preset = "" }) => `${loss} ${JSON.stringify(options)} ${preset}`;

test("values and gradients equal course_lib", () => {
  assert.ok(cases.length >= 9);
  for (const c of cases) {
    close(lossOf(c.loss, predictions, targets, c.options), c.value, told(c));
    close(gradOf(c.loss, predictions, targets, c.options), c.grad, told(c));
    close(meanLoss(c.loss, predictions, targets, c.options), c.mean, told(c));
  }
});

test("gradients equal central differences away from the corners", () => {
  for (const c of cases) {
    const grad = gradOf(c.loss, predictions, targets, c.options);
    // the first three residuals are exactly zero: two losses have a corner there.
    // The differences are of a sum of about 100, so they carry rounding of 100 · 2⁻⁵³ / 1e-6 ≈ 1e-8.
    close([...grad].slice(3), c.differences.slice(3), told(c), 1e-6, 1);
  }
});

const PRESETS = await (async () => {
  const seen = {};
  for (const f of fits) seen[f.preset] = true;
  return Object.keys(seen);
})();

test("every preset is covered", () => assert.ok(PRESETS.length >= 6, String(PRESETS)));

test("the best constant is the mean, the median, the quantile, the root of Huber's pull", () => {
  for (const f of fits) {
    const { level, low, high } = bestConstant(f.loss, Float64Array.from(f.targets), f.options);
    const slack = 1e-11 * (1 + Math.abs(f.level));
    assert.ok(
      low - slack <= f.level && f.level <= high + slack,
      `${told(f)}: ${f.level} is not in [${low}, ${high}]`,
    );
    if (f.loss === "mse" || f.loss === "l1") close(level, f.level, told(f));
    close(
      meanLoss(
        f.loss,
        f.targets.map(() => level),
        f.targets,
        f.options,
      ),
      f.constant_loss,
      told(f),
      1e-11,
    );
  }
});

test("the best line costs what least squares, linear programming and a convex solver find", () => {
  for (const f of fits) {
    const [x, y] = [f.x, f.targets].map((v) => Float64Array.from(v));
    const p = snap(predict(bestLine(f.loss, x, y, f.options), x), y);
    const value = meanLoss(f.loss, p, y, f.options);
    // SciPy's BFGS stops near 1e-9; ours may be lower than that, never higher
    close(value, f.line_loss, told(f), f.loss === "huber" ? 1e-8 : 1e-10, 1e-3);
    assert.ok(
      value <= f.line_loss + 1e-10 * (1 + f.line_loss),
      `${told(f)}: SciPy found ${f.line_loss}, below ${value}`,
    );
  }
});

test("at the best line the pulls on level and tilt cancel", () => {
  for (const f of fits.filter(({ loss }) => loss === "mse" || loss === "huber")) {
    const [x, y] = [f.x, f.targets].map((v) => Float64Array.from(v));
    const line = bestLine(f.loss, x, y, f.options);
    const g = gradOf(f.loss, predict(line, x), y, f.options);
    const size = Math.max(...g.map(Math.abs)) * Math.max(...x.map(Math.abs)) * x.length;
    for (const pull of [g.reduce((a, v) => a + v, 0), g.reduce((a, v, i) => a + v * x[i], 0)]) {
      assert.ok(Math.abs(pull) <= 1e-10 * size, `${told(f)}: pull ${pull}`);
    }
  }
});
