// The text explorer's models against CharRNN of course_lib.
import assert from "node:assert/strict";
import { test } from "node:test";
import { bigram, bigramLoss } from "../../course_lib/rnn/text_explorer/bigram.js";
import { CharModel } from "../../course_lib/rnn/text_explorer/char_model.js";
import { plain } from "../../course_lib/rnn/text_explorer/plain.js";
import { draw, nextCharDistribution } from "../../course_lib/rnn/text_explorer/sampling.js";
import { Training } from "../../course_lib/rnn/text_explorer/training.js";
import { vocabulary } from "../../course_lib/rnn/text_explorer/vocabulary.js";
import { random } from "../../course_lib/widgets/ui/random.js";
import { close, fixture } from "./fixtures.mjs";

const numbers = fixture("text");
const exact = plain(Float64Array);
const SIZES = { vocabSize: 7, hiddenSize: 6, n: 3, T: 4 };
const told = ({ cell, embeddingDim }) => `${cell}, ${embeddingDim ? "embedding" : "one-hot"}`;

// parameters, a text and states, drawn as text_fixtures.py draws them
function drawn(settings) {
  const model = new CharModel({ ...SIZES, ...settings, seed: 0 }, exact);
  const { n, T } = SIZES;
  const rng = random(3);
  const centred = () => rng.uniform() - 0.5;
  model.params.forEach((_, k) => {
    model.params[k] = centred();
  });
  const ids = Int32Array.from({ length: (T + 1) * n }, () => 7 * rng.uniform());
  model.h[0].set(model.h[0].map(centred));
  model.c?.[0].set(model.c[0].map(centred));
  return { model, inputs: ids.subarray(0, T * n), targets: ids.subarray(n) };
}

test("logits, states, loss and gradients are CharRNN's", () => {
  assert.equal(numbers.gradients.length, 6);
  for (const { logits, loss, grads, last, ...settings } of numbers.gradients) {
    const { model, inputs, targets } = drawn(settings);
    const { at, down } = model.forward(inputs);
    const rows = logits.flat().map((_, row) => at.subarray(row * down, row * down + 7));
    close(
      rows.flatMap((row) => [...row]),
      logits.flat(2),
      `logits, ${told(settings)}`,
      1e-12,
      0.1,
    );
    const states = [model.h, model.c].filter(Boolean).flatMap((part) => [...part[4]]);
    close(states, last, `states, ${told(settings)}`, 1e-12, 0.1);
    close(model.loss(targets), loss, `loss, ${told(settings)}`, 1e-13);
    model.backward(targets);
    close(model.grads, grads, `gradient, ${told(settings)}`, 1e-12, 1e-2);
  }
});

test("a second window gives the same gradient as the first, if all is as it was", () => {
  for (const settings of numbers.gradients) {
    const { model, inputs, targets } = drawn(settings);
    const once = () => {
      model.forward(inputs);
      model.loss(targets);
      model.backward(targets);
      return model.grads.slice();
    };
    assert.deepEqual(once(), once());
  }
});

const ids = () => {
  const rng = random(2);
  return Int32Array.from({ length: 60 }, () => {
    const u = rng.uniform();
    return 7 * u * u;
  });
};
const training = (settings) =>
  new Training(
    { train: ids(), held: ids(), vocabSize: 7 },
    { ...SIZES, max_norm: 0.5, decay: 0.7, lr: 0.02, warmup: 8, ...settings },
    exact,
  );

test("forty steps of clipped AdamW walk as in course_lib, weights and their average", () => {
  const clipped = numbers.runs.flatMap(({ norms }) => norms.map((norm) => norm > 0.5));
  assert.ok(clipped.includes(true) && clipped.includes(false));
  for (const { settings, losses, norms, params, averaged } of numbers.runs) {
    const run = training(settings);
    const seen = losses.map(() => run.step());
    close(
      seen.map((s) => s.loss),
      losses,
      `losses, ${told(settings)}`,
      1e-11,
    );
    close(
      seen.map((s) => s.norm),
      norms,
      `norms, ${told(settings)}`,
      1e-10,
    );
    close(run.model.params, params, `weights, ${told(settings)}`, 1e-10, 0.1);
    close(run.averaged, averaged, `averaged weights, ${told(settings)}`, 1e-10, 0.1);
  }
});

test("to look at the loss, or to go back and on again, changes nothing", () => {
  for (const { settings } of numbers.runs) {
    const run = training(settings);
    for (let k = 0; k < 5; k += 1) run.step();
    const kept = run.snapshot();
    const straight = Array.from({ length: 5 }, () => run.step().loss);
    run.restore(kept);
    const again = Array.from({ length: 5 }, () => {
      run.evaluate();
      return run.step().loss;
    });
    assert.deepEqual(again, straight, told(settings));
    assert.equal(run.steps, 10);
  }
});

test("what judges is the averaged weights, over the text from its beginning", () => {
  const run = training({ cell: "lstm" });
  for (let k = 0; k < 20; k += 1) run.step();
  const long = new CharModel({ ...run.settings, n: 1, T: 1 }, exact);
  long.params.set(run.averaged);
  const read = ids();
  const losses = [0, 1, 2].map((part) => {
    long.forget();
    let sum = 0;
    for (let t = 19 * part; t < 19 * part + 16; t += 1) {
      long.forward([read[t]]);
      sum += long.loss([read[t + 1]]);
      long.carryOn();
    }
    return sum / 16;
  });
  close(run.evaluate(), losses.reduce((a, b) => a + b) / 3, "held out", 1e-12);
});

test("compute is counted in multiply-adds, of a one-hot model without its look-up", () => {
  const gru = training({ cell: "gru", embeddingDim: 0 });
  assert.equal(gru.model.multiplyAdds, 12 * (6 * 18 + 6 * 7));
  assert.equal(
    training({ cell: "gru", embeddingDim: 5 }).model.multiplyAdds,
    12 * (6 * 18 + 6 * 7) + 7 * 5 * 18,
  );
  gru.step();
  assert.deepEqual([gru.flops, gru.tokens], [6 * gru.model.multiplyAdds, 12]);
});

test("pairs are counted, and the vocabulary is course_lib's", () => {
  const { text, tokens, ids: encoded, table, loss } = numbers.bigram;
  const known = vocabulary(text);
  assert.deepEqual(known.tokens, tokens);
  assert.deepEqual([...known.encode(text)], encoded);
  assert.equal(known.decode(encoded), text);
  assert.throws(() => known.encode("Z"), /"Z" is not in the text/);
  const counted = bigram(encoded, tokens.length);
  close(counted, table.flat(), "table", 1e-15);
  close(bigramLoss(counted, encoded, tokens.length), loss, "loss", 1e-13);
});

test("the next character's chances are next_char_distribution's, and a seed draws the same from them", () => {
  numbers.sampling.forEach(({ logits, settings, chances, draws }, seed) => {
    const ours = nextCharDistribution(logits, settings);
    close(ours, chances, JSON.stringify(settings), 1e-13);
    const rng = random(seed);
    for (let k = 0; k < 9; k += 1) rng.uniform(); // those of the logits
    assert.deepEqual(
      draws.map(() => draw(ours, rng.uniform())),
      draws,
    );
  });
});

test("a draw is of something possible, also where the chances do not quite add up to 1", () => {
  assert.equal(draw([0, 0.5, 0.5 - 1e-9, 0], 1 - 1e-12), 2);
  assert.equal(draw([0, 1, 0], 0), 1);
});

test("unknown cells and texts that are too short are refused", () => {
  assert.throws(() => training({ cell: "elman" }), /cell must be one of rnn, lstm, gru, got elman/);
  assert.throws(() => training({ T: 20 }), /needs 61 characters, got 60 and 60/);
});
