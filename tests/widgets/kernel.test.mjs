// The kernel in WebAssembly: it is what its text says, and computes what plain JavaScript computes.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { compiled } from "../../course_lib/rnn/text_explorer/compiled.js";
import { matrix, transposed, whole } from "../../course_lib/rnn/text_explorer/matrix.js";
import { plain } from "../../course_lib/rnn/text_explorer/plain.js";
import { Training } from "../../course_lib/rnn/text_explorer/training.js";
import { random } from "../../course_lib/widgets/ui/random.js";
import { assemble, kernelModule } from "../../tools/assemble.mjs";

const KERNEL = new URL("../../course_lib/rnn/text_explorer/kernel.js", import.meta.url);
const [exact, single, fast] = [plain(Float64Array), plain(Float32Array), compiled()];

test("kernel.js is what its text assembles to", () => {
  assert.equal(readFileSync(KERNEL, "utf8"), kernelModule());
});

test("the assembler tells what it does not know", () => {
  assert.throws(() => assemble("(module"), /1 \) missing/);
  assert.throws(() => assemble("(module))"), /too many/);
  const withBody = (code) => `(module (import "a" "b" (memory 1)) (func ${code}))`;
  assert.throws(() => assemble(withBody("(i64.nop)")), /i64.nop is unknown/);
  assert.throws(() => assemble(withBody("(local.get $x)")), /no local \$x/);
  assert.ok(
    WebAssembly.validate(
      assemble(withBody("(br_if $a (i32.const -70000))").replace("(br_if", "(block $a (br_if").concat(")")),
    ),
  );
});

// C, A and B of such shapes in an engine's rooms, with numbers of a seed, and A perhaps a transpose
function factors(engine, rows, depth, columns, turned) {
  const { rooms, multiply, pack } = engine({
    c: rows * whole(columns),
    a: rows * depth,
    b: depth * columns,
    packed: depth * whole(columns),
  });
  const rng = random(7);
  for (const room of [rooms.a, rooms.b, rooms.c])
    room.forEach((_, k) => {
      room[k] = Math.fround(rng.uniform() - 0.5);
    });
  const a = turned ? transposed(matrix(rooms.a, depth, rows)) : matrix(rooms.a, rows, depth);
  const c = matrix(rooms.c, rows, columns, whole(columns));
  multiply(c, a, pack(rooms.packed, matrix(rooms.b, depth, columns)));
  return { a, b: matrix(rooms.b, depth, columns), c };
}

const at = ({ at: numbers, down, across }, i, j) => numbers[i * down + j * across];

test("a product is added to what is there, in every engine, for all shapes", () => {
  for (const [engine, tolerance] of [
    [exact, 1e-14],
    [single, 1e-6],
    [fast, 1e-6],
  ])
    for (const [rows, depth, columns] of [
      [1, 1, 1],
      [4, 3, 8],
      [5, 7, 9],
      [6, 16, 20],
      [11, 33, 65],
      [32, 64, 24],
    ])
      for (const turned of [false, true]) {
        const before = random(7);
        for (let k = 0; k < rows * depth + depth * columns; k += 1) before.uniform();
        const first = Array.from({ length: rows * whole(columns) }, () =>
          Math.fround(before.uniform() - 0.5),
        );
        const { a, b, c } = factors(engine, rows, depth, columns, turned);
        for (let i = 0; i < rows; i += 1)
          for (let j = 0; j < columns; j += 1) {
            let sum = first[i * c.down + j];
            for (let k = 0; k < depth; k += 1) sum += at(a, i, k) * at(b, k, j);
            const off = Math.abs(sum - at(c, i, j));
            assert.ok(
              off <= tolerance * Math.sqrt(depth),
              `${rows} × ${depth} × ${columns}, ${turned}: ${off}`,
            );
          }
      }
});

test("rows without room for whole panels are refused", () => {
  const { rooms, multiply } = fast({ c: 64, a: 64, b: 64 });
  const narrow = matrix(rooms.c, 6, 6);
  assert.throws(
    () => multiply(narrow, narrow, { at: rooms.b, rows: 6, columns: 6 }),
    /multiples of 8, got rows of 6/,
  );
});

// tanh at many places as the kernel has it: a cell's step without a state
function tanh(xs) {
  const size = whole(xs.length);
  const { rooms, rnnStep } = fast({ y: size, x: size, zero: size });
  rooms.x.set(xs);
  rnnStep(rooms.y, rooms.x, rooms.zero);
  return rooms.y.slice(0, xs.length);
}

// exp of numbers up to 0: rows [0, x] become shares of 1 and e^x
function exp(xs) {
  const { rooms, softmaxRows } = fast({ rows: 8 * xs.length, largest: xs.length, totals: xs.length });
  xs.forEach((x, k) => {
    rooms.rows[8 * k + 1] = x;
  });
  softmaxRows(rooms.rows, rooms.largest, rooms.totals, 2, 0, 8, 1);
  return xs.map((_, k) => rooms.rows[8 * k + 1] / rooms.rows[8 * k]);
}

test("exp and tanh are right to four units in the last place", () => {
  const xs = Float32Array.from({ length: 20000 }, (_, k) => (k - 10000) / 115);
  const near = xs.map((x) => x / 1000);
  const negative = (all) => all.filter((x) => x <= 0);
  for (const [name, values, places] of [
    ["exp", exp, negative(xs)],
    ["exp", exp, negative(near)],
    ["tanh", tanh, xs],
    ["tanh", tanh, near],
  ])
    values(places).forEach((value, k) => {
      const right = Math[name](places[k]);
      assert.ok(Math.abs(value - right) <= 4 * 2 ** -23 * Math.abs(right), `${name} ${places[k]}: ${value}`);
    });
});

test("far out and at zero they are what they must be", () => {
  assert.deepEqual([...tanh([0, 50, -50, Infinity, -Infinity, Number.NaN])], [0, 1, -1, 1, -1, Number.NaN]);
  const [one, tiny, none, nan] = exp([0, -87, -Infinity, Number.NaN]);
  assert.equal(one, 1);
  assert.ok(tiny > 0 && tiny < 2e-38 && none < 2e-38);
  assert.ok(Number.isNaN(nan));
});

const SIZES = { vocabSize: 13, hiddenSize: 16, n: 5, T: 6, lr: 0.02, warmup: 8 };
const GPT = { cell: "gpt", hiddenSize: 32, n: 2, T: 16, warmup: 8 };
const ids = Int32Array.from({ length: 400 }, (_, k) => (k * k + 3 * k) % 13);
const run = (cell, embeddingDim, engine) =>
  new Training({ train: ids, held: ids, vocabSize: 13 }, { ...SIZES, cell, embeddingDim }, engine);

test("in single precision gradients and training are those in double precision, to its digits", () => {
  for (const cell of ["rnn", "lstm", "gru"])
    for (const embeddingDim of [0, 8]) {
      const right = run(cell, embeddingDim, exact);
      right.step();
      const norm = Math.hypot(...right.model.grads);
      for (const engine of [single, fast]) {
        const other = run(cell, embeddingDim, engine);
        other.step();
        const off = Math.hypot(...right.model.grads.map((g, k) => g - other.model.grads[k])) / norm;
        assert.ok(off < 2e-6, `${cell}: ${off}`);
      }
      const other = run(cell, embeddingDim, fast);
      for (let k = 0; k < 60; k += 1) other.step();
      for (let k = 1; k < 60; k += 1) right.step();
      const [there, here] = [right.evaluate(), other.evaluate()];
      assert.ok(Math.abs(here - there) < 1e-3 * there, `${cell}: ${here} and ${there}`);
      assert.ok(here < 0.9 * Math.log(13), "it has learned");
    }
});

test("the same seed gives the same weights on every machine, to the last bit", () => {
  const hashes = ["rnn", "lstm", "gru"].map((cell) => {
    const it = run(cell, 8, fast);
    for (let k = 0; k < 50; k += 1) it.step();
    return it.hash;
  });
  assert.deepEqual(hashes, [802791338, 3948278737, 2658390829]);
  const gpt = new Training({ train: ids, held: ids, vocabSize: 13 }, { ...GPT, seed: 3 }, fast);
  for (let k = 0; k < 50; k += 1) gpt.step();
  assert.equal(gpt.hash, 2782300562);
});
