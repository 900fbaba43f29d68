// What the text explorer's page computes beside its models: texts, distributions, a run from mark to mark.
import assert from "node:assert/strict";
import { test } from "node:test";
import { fastest } from "../../../course_lib/rnn/text_explorer/serve.js";
import { session } from "../../../course_lib/rnn/text_explorer/session.js";
import { SideBySide } from "../../../course_lib/rnn/text_explorer/side_by_side.js";
import {
  agree,
  distribution,
  learns,
  oneMore,
  readable,
  sampleOf,
  together,
} from "../../../course_lib/rnn/text_explorer/state.js";
import { texts } from "../../../course_lib/rnn/text_explorer/texts.js";
import { voices } from "../../../course_lib/rnn/text_explorer/voices.js";
import { close, fixture } from "../fixtures.mjs";

const numbers = fixture("text");
const shelf = () => texts({ on() {}, off() {} }, () => {});
const STATE = {
  ...{ corpus: "names", model: "bigram", hidden: 32, seed: 0, beginning: "ma", written: "", draw_seed: 1 },
  ...{ temperature: 1, top_k: 65, top_p: 1 },
};

test("a seed splits the names as in course_lib, and counts the same pairs", () => {
  for (const { seed, tokens, train, held, sums, loss } of numbers.names) {
    const known = shelf().of("names", seed);
    assert.deepEqual(known.vocabulary.tokens, tokens);
    [train, held].forEach((first, i) => {
      const part = [known.train, known.held][i];
      assert.deepEqual([...part.subarray(0, 60)], first);
      assert.equal(
        part.reduce((sum, id, k) => sum + id * (k + 1), 0),
        sums[i],
      );
    });
    close(voices().pairs(known).loss, loss, "bigram", 1e-12);
  }
});

test("what was drawn is marked in the chances that it was drawn from, and a seed draws it again", () => {
  const known = shelf().of("names", 0);
  for (const model of ["bigram", "rnn", "lstm", "gru", "gpt"]) {
    const voice = voices().of(known, { ...STATE, model }, null);
    const state = { ...STATE, model };
    const before = distribution(state, known, voice);
    assert.equal(before.chosen, -1);
    state.written = oneMore(state, known, voice);
    const after = distribution(state, known, voice);
    assert.deepEqual(after.chances, before.chances);
    assert.equal(after.tokens[after.chosen], state.written);
    assert.ok(after.chances[after.chosen] > 0);
    assert.equal(oneMore({ ...state, written: "" }, known, voice), state.written);
    const { beginning, length, ...how } = sampleOf(STATE, known);
    const sample = known.vocabulary.decode(voice.write(known.vocabulary.encode(beginning), length, how));
    while ([...state.written].length < 20) state.written = oneMore(state, known, voice);
    assert.equal(sample.slice(0, 20), state.written, "the pen writes what the sample begins with");
  }
});

test("a voice with weights is that of a run with these weights", () => {
  const known = shelf().of("names", 0);
  const voice = voices();
  const state = { ...STATE, model: "gru" };
  const ids = known.vocabulary.encode("\nma");
  const first = voice.of(known, state, null).read(ids);
  const other = voice.of(known, { ...state, seed: 1 }, null).read(ids);
  assert.notDeepEqual(other, first);
  assert.deepEqual(voice.of(known, state, null).read(ids), first);
  for (const model of ["rnn", "gpt"]) {
    const settings = { cell: model, hiddenSize: 32 };
    const run = new SideBySide({ text: known.text, list: true, models: [settings] }, fastest()[0]);
    const [logits] = run.read("\nma");
    assert.deepEqual(voice.of(known, { ...state, model }, null).read(ids), logits, `${model}, first weights`);
  }
  const still = voice.of(known, state, new Float32Array(voice.size(known, state))).read(ids);
  assert.ok(still.every((v) => v === 0));
});

test("only what the text has is read, and a link brings no other characters", () => {
  const known = shelf().of("names", 0);
  assert.equal(readable("Ma-3 x", known).join(""), "max");
  assert.deepEqual(agree({ beginning: "a~b", written: "é", seed: 3 }), { seed: 3 });
  assert.deepEqual(agree({ beginning: "a\nb", written: "a\nb" }), { written: "a\nb" });
  assert.deepEqual(agree({ beginning: "a".repeat(41), written: "a".repeat(201) }), {});
});

test("the trained model goes with Shakespeare, by hand and in a link", () => {
  const [names, plays] = ["names", "shakespeare"].map((corpus) => ({ ...STATE, corpus }));
  assert.deepEqual(together({ model: "trained" }, names), { model: "trained", corpus: "shakespeare" });
  assert.deepEqual(together({ corpus: "names" }, { ...plays, model: "trained" }), {
    corpus: "names",
    model: "gru",
  });
  for (const patch of [{ model: "gru" }, { corpus: "names" }, { seed: 2 }])
    assert.deepEqual(together(patch, plays), patch);
  assert.deepEqual(agree({ model: "trained", seed: 2 }, names), { seed: 2 });
  assert.deepEqual(agree({ corpus: "names" }, { ...plays, model: "trained" }), {});
  const both = { corpus: "shakespeare", model: "trained" };
  assert.deepEqual(agree({ ...both }, names), both);
  assert.deepEqual(
    ["bigram", "trained", "rnn", "gru"].map((model) => learns({ model })),
    [false, false, true, true],
  );
});

const ORDER = {
  text: "to be or not to be. ".repeat(40),
  seed: 4,
  models: [{ cell: "gru", hiddenSize: 8, n: 4, T: 8 }],
};
const sample = () => ({ beginning: "t", length: 5, seed: 1 });
const refused = () => {
  throw new Error("no worker");
};

// A run of two stretches; `pausing`: it is paused, and goes on, as soon as it tells.
async function ran(pausing = false) {
  let rest;
  let paused = false;
  const it = session({
    sample,
    pace: () => 0,
    make: refused,
    hear() {
      if (pausing && !paused && it.points.length === 3) {
        paused = true;
        it.pause();
        setTimeout(() => it.play(ORDER, 2e6, 8), 20);
      } else if (!it.playing && !pausing) rest?.();
      else if (!it.playing && it.flops >= it.goal) rest?.();
    },
  });
  it.forget();
  for (let k = 0; k < 2; k += 1) {
    it.play(ORDER, 2e6, 8);
    await new Promise((resolve) => {
      rest = resolve;
    });
  }
  const { points, weights, text, flops } = it;
  const end = { held: points.at(-1).held, weights: [...weights], text, flops };
  it.forget();
  assert.deepEqual([it.points, it.flops, it.weights, it.playing], [[], 0, null, false]);
  return { points, end };
}

test("a run marks its losses from the first weights on, and a pause changes nothing of it", async () => {
  const { points, end } = await ran();
  assert.equal(points[0].flops, 0);
  assert.equal(points[0].train, null);
  assert.ok(points.length >= 15 && points.every(({ flops }, i) => i === 0 || flops > points[i - 1].flops));
  assert.ok(points.at(-1).held < points[0].held);
  assert.ok(points.slice(1).every(({ train }) => train > 0));
  assert.equal(end.text.length, 5);
  assert.deepEqual((await ran()).points, points);
  assert.deepEqual((await ran(true)).end, end);
});

test("what cannot be done is told", async () => {
  const failed = await new Promise((resolve) => {
    const it = session({ sample, make: refused, hear: (type) => type === "failed" && resolve(it) });
    it.forget();
    it.play({ ...ORDER, text: "short" }, 1e6);
  });
  assert.match(failed.failed, /each part of the text needs/);
  assert.equal(failed.playing, false);
  failed.forget();
});
