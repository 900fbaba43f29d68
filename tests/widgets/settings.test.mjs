// ui/settings.js: what a link may say under Python's rules, and texts with places for values.
import assert from "node:assert/strict";
import { test } from "node:test";
import { fill, valid } from "../../course_lib/widgets/ui/settings.js";

const number = (low, high, more) => ({ kind: "number", low, high, ...more });
const choice = (...among) => ({ kind: "choice", among });
const rates = { kind: "table", names: ["sgd", "adam"], each: number(1e-4, 10) };
const RULES = {
  noise: number(0, 100),
  steps: number(1, 1000, { whole: true }),
  q: number(0, 1, { ends: "()" }),
  delta: number(0, 9, { ends: "(]" }),
  preset: choice("bowl", ""),
  label: choice(0, 1),
  compare: { kind: "toggle" },
  classes: { kind: "list", each: { kind: "text" }, least: 2, most: 6 },
  picture: { kind: "list", each: number(0, 16), least: 0, most: 4, by: 4 },
  racers: { kind: "list", each: choice("sgd", "adam"), least: 1, most: 2, distinct: true },
  points: {
    kind: "list",
    each: { kind: "row", each: [number(-6, 6), number(-6, 6), number(0, 4, { whole: true })] },
    least: 0,
    most: 2,
  },
  range: { kind: "row", each: [number(-9, 9), number(-9, 9)], rising: true },
  rates,
  values: { kind: "arrays", most: 3, far: 10 },
};

test("a link can say what makes sense", () => {
  const good = {
    noise: 0,
    steps: 1000,
    q: 0.5,
    delta: 9,
    preset: "",
    label: 0,
    compare: false,
    classes: ["a", "b"],
    picture: [],
    racers: ["adam", "sgd"],
    points: [[-6, 6, 4]],
    range: [-1, 1],
    rates: { sgd: 10, adam: 1e-4 },
    values: {
      w: -10,
      x: [1, 2, 3],
      W: [
        [1, 2, 3],
        [4, 5, 6],
      ],
    },
  };
  assert.deepEqual(valid(good, RULES), good);
  assert.deepEqual(valid({ picture: [1, 2, 3, 4] }, RULES), { picture: [1, 2, 3, 4] });
});

const HOSTILE = [
  ...[-1, "1", [1], null, NaN, Infinity, true, {}].map((noise) => ({ noise })),
  ...[1.5, 0, 1e9, "10", [10]].map((steps) => ({ steps })),
  ...[0, 1].map((q) => ({ q })),
  ...[0, 10].map((delta) => ({ delta })),
  ...["toString", null, 0, ["bowl"]].map((preset) => ({ preset })),
  ...["1", true, 2].map((label) => ({ label })),
  ...[1, "true", null].map((compare) => ({ compare })),
  ...[["a"], ["a", 1], "ab", { 0: "a", 1: "b", length: 2 }].map((classes) => ({ classes })),
  ...[[1], [1, 2, 3, 17], [1, 2, 3, 4, 5, 6, 7, 8]].map((picture) => ({ picture })),
  ...[[], ["sgd", "sgd"], ["toString"], "sgd", { 0: "sgd" }, [["sgd"]]].map((racers) => ({ racers })),
  ...[[[7, 0, 0]], [[0, 0, 0.5]], [[0, 0]], Array(3).fill([0, 0, 0]), [null]].map((points) => ({ points })),
  ...[[1], [1, 2, 3], [1, null], ["1", 2], { 0: 1, 1: 2 }, [2, 1], [1, 1], [1, 1 + 1e-12]].map((range) => ({
    range,
  })),
  { rates: { adam: 1 } },
  { rates: { sgd: 0, adam: 1 } },
  { rates: { sgd: "1", adam: 1 } },
  { rates: { sgd: 1, adam: 1, constructor: 1 } },
  { rates: [1, 1] },
  { rates: null },
  ...[11, [11], "1", null, [], [1, 2, 3, 4], [[[1]]], { 0: 1 }, Number.NaN].map((w) => ({ values: { w } })),
  { values: [1] },
  { unheard: 1 },
  { constructor: 1 },
  { toString: 1 },
  JSON.parse('{"__proto__": {"polluted": 1}}'),
];

test("and nothing else", () => {
  for (const patch of HOSTILE) assert.deepEqual(valid(patch, RULES), {}, JSON.stringify(patch));
});

test("places in a text are filled, with texts that have places too", () => {
  assert.equal(fill('{"lr": {lr}} of {name}', { lr: 0.1, name: "Adam" }), '{"lr": 0.1} of Adam');
  assert.equal(fill("{z} at {sizes}", { z: "W{k} x", k: 2, sizes: [2, 4, 1] }), "W2 x at [2, 4, 1]");
});
