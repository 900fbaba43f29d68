// Loops compiled to WebAssembly compute what they compute as JavaScript; where nothing is said of fours in loops.js, for lengths
// that four does not divide too.
import assert from "node:assert/strict";
import { test } from "node:test";
import { compiled } from "../../course_lib/rnn/text_explorer/compiled.js";
import * as loops from "../../course_lib/rnn/text_explorer/loops.js";
import { plain } from "../../course_lib/rnn/text_explorer/plain.js";
import { random } from "../../course_lib/widgets/ui/random.js";
import { functionOf, tokens } from "../../tools/kernel/parse.mjs";
import { wat } from "../../tools/kernel/vectors.mjs";

// arguments of each: a size makes an array of so many numbers, { ids } one of numbers of rows, { n } is a number
const ids = [2, 0, 2, 1, 1];
const n = (number) => ({ n: number });
const CALLS = {
  lookUp: [40, 24, { ids }, n(8)],
  addAt: [24, 40, { ids }, n(8)],
  fillRows: [40, 5, n(8)],
  addRows: [7, 40, n(8)],
  packRows: [160, 160, n(10), n(16), n(16)],
  packColumns: [160, 130, n(10), n(13), n(1), n(10)],
  rnnStep: [24, 24, 24],
  rnnBack: [24, 24, 24],
  lstmStep: [24, 24, 24, 96, 96, 24, n(8)],
  lstmBack: [96, 24, 24, 96, 24, 24, n(8)],
  gruStep: [24, 72, 72, 24, n(8)],
  gruBack: [72, 72, 24, 24, 72, 72, 24, n(8)],
  softmaxRows: [64, 5, 5, n(3), n(1), n(12), n(0.7)],
  softmaxBack: [64, 64, n(5), n(12), n(0.7)],
  oneLess: [60, { ids }, n(12), n(0.2)],
  norm: [40, 40, 5, 40, 8],
  normBack: [40, 8, 40, 40, 5, 8],
  gelu: [24, 24, 24],
  geluBack: [24, 24, 24],
  turnRows: [160, 16, 16, n(2), n(2), n(4), n(20), n(-1)],
  squares: [1003],
  adamwStep: [21, 21, 21, 21, n(0.1), n(0.01), n(0.5), n(0.999), n(0.02), n(0.3), n(1e-8)],
  towards: [21, 21, n(0.3)],
};

// what a loop leaves in its arrays, and what it returns
function after(engine, name) {
  const sizes = CALLS[name].map((each) => each.ids?.length ?? each);
  const { rooms, ...work } = engine(
    Object.fromEntries(sizes.map((size, k) => [k, size.n === undefined ? size : 1])),
  );
  const rng = random(5);
  const args = CALLS[name].map((each, k) => {
    if (each.n !== undefined) return each.n;
    rooms[k].set(each.ids ?? rooms[k].map(() => rng.uniform()));
    return rooms[k];
  });
  const returned = work[name](...args);
  return [...args.filter((each) => typeof each !== "number").flatMap((each) => [...each]), returned ?? 0];
}

test("every loop leaves the same numbers, to single precision's digits", () => {
  assert.deepEqual(Object.keys(CALLS).toSorted(), Object.keys(loops).toSorted());
  for (const name of Object.keys(CALLS)) {
    const right = after(plain(Float64Array), name);
    after(compiled(), name).forEach((number, k) => {
      const off = Math.abs(number - right[k]);
      assert.ok(off <= 3e-6 * Math.max(1, Math.abs(right[k])), `${name}, ${k}: ${number}, not ${right[k]}`);
    });
  }
});

const made = (code, known) => wat(functionOf(tokens(code)), known);
const LOOP = "for (let i = 0, j = 0; i < x.length; i += 1, j += 1)";

test("what a loop may not say is refused", () => {
  assert.throws(() => made("f(x) { x[0] = 1 ? 2 : 3; }"), /not for a loop: \?/);
  assert.throws(() => made("f(x) { x[0] = 1 }"), /; expected/);
  assert.throws(() => made("f(x) { x[0] = Math.sin(x[0]); }"), /Math.sin is unknown/);
  assert.throws(() => made(`f(x, p) { ${LOOP} p *= x[i]; }`), /p may grow by a sum or by Math.max/);
  assert.throws(() => made(`f(x) { ${LOOP} x[2 * i] = 0; }`), /i: four numbers must lie side by side/);
  assert.throws(() => made(`f(x) { ${LOOP} x[i + j] = 0; }`), /x: four numbers must lie side by side/);
  assert.throws(() => made("f(x, n) { for (let i = 0; i < n / 2; i += 1) x[i] = 0; }"), /\/ is nothing/);
});

test("a loop by ones goes in fours, any other goes number by number", () => {
  const text = (...code) => JSON.stringify(made(...code));
  assert.match(text(`f(x) { ${LOOP} x[i] = 0; }`), /v128.store/);
  assert.doesNotMatch(text("f(x) { for (let i = 0; i < x.length; i += 2) x[i] = 0; }"), /v128/);
  const short = { twice: { parameters: ["a"], value: ["two", "+", ["name", "a"], ["name", "a"]] } };
  assert.equal(text(`f(x) { ${LOOP} x[i] = twice(x[j]); }`, short).match(/v128.load/g).length, 2);
});
