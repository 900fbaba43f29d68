// The numbers from course_lib, and how close JavaScript must come to them.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";

// JSON has no infinity: such numbers are stored as words.
const words = { Infinity, "-Infinity": -Infinity, NaN };
export const fixture = (name) =>
  JSON.parse(readFileSync(new URL(`./fixtures/${name}.json`, import.meta.url), "utf8"), (_key, value) =>
    typeof value === "string" && value in words ? words[value] : value,
  );

// Relative error per number; `floor` is the size below which an absolute error counts.
export function close(actual, expected, told, tolerance = 1e-12, floor = 1e-290) {
  const [a, e] = [actual, expected].map((v) => (typeof v === "number" ? [v] : [...v]));
  assert.equal(a.length, e.length, told);
  e.forEach((value, i) => {
    const same =
      Object.is(a[i], value) ||
      a[i] === value ||
      Math.abs(a[i] - value) <= tolerance * Math.max(Math.abs(value), floor);
    assert.ok(same, `${told}[${i}]: ${a[i]} is not ${value}`);
  });
}
