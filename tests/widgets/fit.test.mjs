// The fit explorer's pace: a run rests when there is nothing more to learn, and not before.
import assert from "node:assert/strict";
import { test } from "node:test";
import { watch } from "../../course_lib/backprop/fit_explorer/rest.js";
import { fit } from "../../course_lib/backprop/fit_explorer/run.js";

const WAVE = [-0.55, 0.1, 0.62, 0.4, -0.25, -0.6, -0.1, 0.55, 0.72, 0.2].map((y, i) => [1.2 * i - 5.4, y]);

test("wherever a point goes and however early, the curve comes after it before the run rests", () => {
  for (const i of WAVE.keys()) {
    for (const [to, early] of [-1, 1].flatMap((y) => [0, 2, 8, 40].map((steps) => [y, steps]))) {
      const run = fit({ points: WAVE, lr: 0.006, units: 16 });
      for (let step = 0; step < early; step += 1) run.step();
      run.pull(WAVE.with(i, [WAVE[i][0], to]));
      const far = run.loss();
      const learned = watch(run.steps());
      do run.step();
      while (!learned(run.steps(), run.loss()));
      assert.ok(run.loss() < far / 10, `point ${i} to ${to} after ${early} steps: ${far} → ${run.loss()}`);
    }
  }
});

test("a loss that no longer falls, or is no number, is the end", () => {
  const ends = (loss) => {
    const learned = watch(0);
    for (let step = 1; step < 10_000; step += 1) if (learned(step, loss(step))) return step;
    return null;
  };
  assert.equal(
    ends(() => NaN),
    1,
  );
  assert.equal(
    ends(() => 1e-4),
    1,
  );
  assert.equal(
    ends(() => 0.5),
    2400,
  );
  assert.equal(
    ends((step) => 1 / step),
    5001,
  );
});
