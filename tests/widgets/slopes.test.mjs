// functions.js against NumPy, calculus and the course's own finite differences.
import assert from "node:assert/strict";
import { test } from "node:test";
import { levelLine, sheet } from "../../course_lib/primer/sheet.js";
import {
  analyseChain,
  analyseCurve,
  analyseSurface,
} from "../../course_lib/primer/slope_explorer/functions.js";
import { close, fixture } from "./fixtures.mjs";

const { curve, surface, chain } = fixture("slopes");

test("a curve's heights and slopes", () => {
  assert.ok(curve.length > 50);
  for (const c of curve) {
    const a = analyseCurve(c);
    for (const name of ["here", "there", "quotient", "slope"]) close(a[name], c[name], name, 1e-12, 1);
    close(a.slope, c.differences, "central differences", 1e-8, 1);
  }
});

test("a surface's two slopes are its gradient", () => {
  for (const c of surface) {
    const a = analyseSurface(c);
    close(a.here, c.here, "height", 1e-12, 1);
    close(a.quotients, [c["quotient.1"], c["quotient.2"]], "quotients", 1e-12, 1);
    close(a.gradient, [c["slope.1"], c["slope.2"]], "gradient", 1e-12, 1);
    close(a.steepness, c.steepness, "its length", 1e-12, 1);
    close(a.gradient, c.differences, "central differences", 1e-8, 1);
  }
});

test("along a chain slopes multiply", () => {
  for (const c of chain) {
    const a = analyseChain(c);
    for (const name of ["u", "y", "slope", "quotient"]) close(a[name], c[name], name, 1e-12, 1);
    close(a.slopes, [c["slope.1"], c["slope.2"]], "slopes", 1e-12, 1);
    close(a.slope, c.differences, "central differences", 1e-8, 1);
  }
});

test("a line of equal height has that height", () => {
  const strokes = levelLine(
    sheet((x, y) => x + 2 * y, 9, 2),
    9,
    0.7,
  );
  assert.ok(strokes.length >= 8);
  for (const [x, y] of strokes.flat()) close(x + 2 * y, 0.7, "height", 1e-12, 1);
});
