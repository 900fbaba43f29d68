import assert from "node:assert/strict";
import test from "node:test";
import { format } from "../../course_lib/widgets/ui/scales.js";

test("only 0 is written as 0, with as few digits as one likes", () => {
  for (let digits = 1; digits <= 5; digits++) {
    for (let power = 0; power < 10; power++) {
      for (const v of [1, 4.9, 5.1, 9.99].map((first) => first * 10 ** -power)) {
        assert.notEqual(format(v, digits), "0", `${v} with ${digits} digits`);
      }
    }
    assert.equal(format(0, digits), "0");
  }
  assert.equal(format(0.00037, 2), "3.7e−4");
  assert.equal(format(0.00037, 1), "4e−4");
  assert.equal(format(0.00037), "0.0004");
  assert.equal(format(-9.3e-5), "−9.3e−5");
});
