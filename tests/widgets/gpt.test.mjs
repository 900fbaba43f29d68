// The text explorer's GPT against torch, and its arithmetic in every engine.
import assert from "node:assert/strict";
import { test } from "node:test";
import { compiled } from "../../course_lib/rnn/text_explorer/compiled.js";
import { GPT } from "../../course_lib/rnn/text_explorer/gpt.js";
import { plain } from "../../course_lib/rnn/text_explorer/plain.js";
import { turns } from "../../course_lib/rnn/text_explorer/rotary.js";
import { Training } from "../../course_lib/rnn/text_explorer/training.js";
import { Writer } from "../../course_lib/rnn/text_explorer/writer.js";
import { random } from "../../course_lib/widgets/ui/random.js";
import { close, fixture } from "./fixtures.mjs";

const numbers = fixture("gpt");
const [exact, single, fast] = [plain(Float64Array), plain(Float32Array), compiled()];
const SIZES = { cell: "gpt", vocabSize: 7, hiddenSize: 32, blocks: 2, n: 3, T: 8 };

// parameters and a text, drawn as gpt_fixtures.py draws them
function drawn(engine) {
  const model = new GPT({ ...SIZES, seed: 0 }, engine);
  const rng = random(3);
  model.params.forEach((_, k) => {
    model.params[k] = rng.uniform() - 0.5;
  });
  const ids = Int32Array.from({ length: 9 * 3 }, () => 7 * rng.uniform());
  return { model, inputs: ids.subarray(0, 24), targets: ids.subarray(3) };
}

test("logits, loss and gradients are torch's", () => {
  const { logits, loss, grads } = numbers.gradients;
  const { model, inputs, targets } = drawn(exact);
  const { at, down } = model.forward(inputs);
  const rows = Array.from({ length: 24 }, (_, row) => [...at.subarray(row * down, row * down + 7)]);
  close(rows.flat(), logits.flat(2), "logits", 1e-12, 1);
  close(model.loss(targets), loss, "loss", 1e-13);
  model.backward(targets);
  const names = Object.keys(model.gradients);
  assert.deepEqual(
    names,
    Object.keys(grads).map((name) => `${name}.weight`),
  );
  for (const [name, { first, sums }] of Object.entries(grads)) {
    const ours = model.gradients[`${name}.weight`];
    const [rowCount, columns = 1] = model.shapes[`${name}.weight`];
    close(ours.subarray(0, 8), first, name, 1e-12, 0.1);
    const sum = (row) =>
      ours.subarray(row * columns, (row + 1) * columns).reduce((s, v, k) => s + v * (k + 1), 0);
    close(
      Array.from({ length: rowCount }, (_, row) => sum(row)),
      sums,
      `${name}, sums`,
      1e-12,
      1,
    );
  }
});

test("a second window gives the same gradient as the first", () => {
  for (const engine of [exact, fast]) {
    const { model, inputs, targets } = drawn(engine);
    const once = () => {
      model.forward(inputs);
      model.loss(targets);
      model.backward(targets);
      return model.grads.slice();
    };
    assert.deepEqual(once(), once());
  }
});

test("what comes later changes nothing", () => {
  const { model, inputs } = drawn(exact);
  const before = model.forward(inputs).at.slice();
  const other = inputs.slice();
  for (let k = 15; k < 24; k += 1) other[k] = (other[k] + 1) % 7;
  const after = model.forward(other).at;
  const { down } = model.logits;
  assert.deepEqual(after.slice(0, 15 * down), before.slice(0, 15 * down));
  assert.notDeepEqual(after, before);
});

const ids = () => {
  const rng = random(2);
  return Int32Array.from({ length: 60 }, () => 7 * rng.uniform() ** 2);
};
const training = (engine, settings) =>
  new Training(
    { train: ids(), held: ids(), vocabSize: 7 },
    { ...SIZES, max_norm: 0.5, decay: 0.7, lr: 0.02, warmup: 8, seed: 5, ...settings },
    engine,
  );

test("clipped AdamW walks as in course_lib, weights and their average", () => {
  const { losses, norms, params, averaged } = numbers.run;
  assert.ok(norms.some((norm) => norm > 0.5));
  const run = training(exact);
  const seen = losses.map(() => run.step());
  close(
    seen.map((s) => s.loss),
    losses,
    "losses",
    1e-11,
  );
  close(
    seen.map((s) => s.norm),
    norms,
    "norms",
    1e-10,
  );
  const some = (values) => [...values].filter((_, k) => k % 41 === 0);
  close(some(run.model.params), params, "weights", 1e-10, 0.1);
  close(some(run.averaged), averaged, "averaged weights", 1e-10, 0.1);
});

test("in single precision gradients and training are those in double precision, to its digits", () => {
  const right = drawn(exact);
  const gradient = ({ model, inputs, targets }) => {
    model.forward(inputs);
    model.loss(targets);
    model.backward(targets);
    return model.grads;
  };
  const wanted = gradient(right);
  for (const engine of [single, fast]) {
    const ours = gradient(drawn(engine));
    const off = Math.hypot(...wanted.map((g, k) => g - ours[k])) / Math.hypot(...wanted);
    assert.ok(off < 2e-6, String(off));
  }
});

test("to look at the loss, or to go back and on again, changes nothing", () => {
  const run = training(fast);
  for (let k = 0; k < 5; k += 1) run.step();
  const kept = run.snapshot();
  const straight = Array.from({ length: 5 }, () => run.step().loss);
  run.restore(kept);
  const again = Array.from({ length: 5 }, () => {
    run.evaluate();
    return run.step().loss;
  });
  assert.deepEqual(again, straight);
});

test("positions turn as cosine and sine do", () => {
  const { cos, sin } = turns(256, 8);
  for (let t = 0; t < 256; t += 1)
    for (let j = 0; j < 8; j += 1) {
      const angle = t * 1000 ** (-j / 8);
      close([cos[8 * t + j], sin[8 * t + j]], [Math.cos(angle), Math.sin(angle)], `${t}, ${j}`, 1e-13, 1);
    }
});

test("compute is counted in multiply-adds, of the attention the half that is needed", () => {
  assert.equal(drawn(exact).model.multiplyAdds, 24 * (2 * (12 * 32 * 32 + 9 * 32) + 7 * 32));
});

test("sizes that do not fit are refused", () => {
  assert.throws(() => training(exact, { hiddenSize: 40 }), /a multiple of 16, got 40/);
  assert.throws(() => training(exact, { T: 12 }), /a multiple of 8, got 12/);
});

test("character by character, with keys and values kept, it says what it says of a window", () => {
  for (const [engine, tolerance] of [
    [exact, 1e-12],
    [fast, 1e-4],
  ]) {
    const { model, inputs } = drawn(engine);
    const { at, down } = model.forward(inputs);
    for (let text = 0; text < 3; text += 1) {
      const writer = new Writer(model.settings, engine);
      const ids = Array.from({ length: 8 }, (_, t) => inputs[3 * t + text]);
      ids.forEach((_, t) => {
        const row = 3 * t + text;
        const window = at.slice(row * down, row * down + 7);
        close(writer.read(model.params, ids.slice(0, t + 1)), window, `${text}, ${t}`, tolerance, 1);
      });
    }
  }
});

test("what has left the window is forgotten, and it goes on for any length", () => {
  const { model } = drawn(exact);
  const writer = new Writer({ ...model.settings, blocks: 1, T: 8 }, exact);
  const params = writer.model.params.map((_, k) => Math.sin(k));
  const said = (first) => writer.read(params, [first, ...Array.from({ length: 40 }, (_, k) => (k * k) % 7)]);
  close(said(1), said(2), "after 40 characters", 1e-12, 1);
  const early = (first) => writer.read(params, [first, 3, 4]);
  assert.notDeepEqual(early(1), early(2));
});
