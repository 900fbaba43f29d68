// network.js against NumPy.
import assert from "node:assert/strict";
import { test } from "node:test";
import { forward } from "../../course_lib/primer/neuron_explorer/network.js";
import { levelLine, sheet } from "../../course_lib/primer/sheet.js";
import { close, fixture } from "./fixtures.mjs";

const { cases } = fixture("network");
const outputs = (weights, n) => sheet((x1, x2) => forward(weights, x1, x2).output, n, 3);

test("sums, bent sums and outputs are NumPy's", () => {
  assert.ok(cases.length > 30);
  for (const { weights, x, z, h, output } of cases) {
    const a = forward(weights, ...x);
    close(a.z, z, "z", 1e-12, 1);
    close(a.h, h, "h", 1e-12, 1);
    close(a.output, output, "output", 1e-12, 1);
  }
});

test("the sheet holds the outputs, row by row from the top", () => {
  for (const { weights } of cases) {
    const { values } = outputs(weights, 7);
    close(values[0], forward(weights, -3, 3).output, "top left");
    close(values[6], forward(weights, 3, 3).output, "top right");
    close(values[24], forward(weights, 0, 0).output, "middle");
  }
});

test("on the line between the colors the output is near zero", () => {
  const strokes = cases.flatMap(({ weights }) =>
    levelLine(outputs(weights, 97), 97).flatMap((stroke) => stroke.map((point) => ({ weights, point }))),
  );
  assert.ok(strokes.length > 1000);
  for (const { weights, point } of strokes) {
    const steep = Math.hypot(...weights.slice(0, 6)) * Math.hypot(weights[6], weights[7]);
    const cell = 6 / 96;
    // between two corners the sheet is taken for straight: off by a share of the change in one cell
    assert.ok(Math.abs(forward(weights, ...point).output) < 0.5 * cell * steep, `${weights} at ${point}`);
  }
});
