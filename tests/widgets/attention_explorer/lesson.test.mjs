// lesson.js, tokens.js and state.js of the attention explorer: the 96 sentences, hands, descent, links.
import assert from "node:assert/strict";
import { test } from "node:test";
import { meant, overAll, sentencesOf } from "../../../course_lib/attention/attention_explorer/lesson.js";
import { python } from "../../../course_lib/attention/attention_explorer/python.js";
import {
  agree,
  analyse,
  further,
  judged,
  pulled,
} from "../../../course_lib/attention/attention_explorer/state.js";
import { drawn, rowsOf, tokensOf } from "../../../course_lib/attention/attention_explorer/tokens.js";
import { close } from "../fixtures.mjs";
import { flat, lesson, lessons, seen, words } from "./seen.mjs";

test("the 96 sentences, their loss, the right answers and the gradient of the mean are those of Python", () => {
  assert.equal(sentencesOf(lesson).length, 96);
  for (const { preset, heads, vectors, loss, right, gradients: told } of lessons) {
    const all = overAll({ vectors, heads, positions: "none" }, lesson, Math.SQRT1_2);
    close(all.loss, loss, `loss of ${preset}`, 1e-12, 1);
    assert.equal(all.right, right, preset);
    for (const [word, grad] of Object.entries(told))
      close(flat(all.grads[word]).slice(0, grad.length), grad, `${word} of ${preset}`, 1e-12, 1);
  }
});

test("a pronoun means the last noun before it that agrees", () => {
  const means = (text, pick) => meant(text.split(" "), pick, lesson);
  assert.equal(means("girl sees king she", 3), "girl");
  assert.equal(means("girl sees queen she", 3), "queen");
  assert.equal(means("girl sees king it", 3), null);
  assert.equal(means("girl sees king she", 0), null);
  assert.equal(means("she sees girl", 0), null);
});

test("words without arrows have the same ones as in Python", () => {
  for (const [word, rows] of words) assert.deepEqual(drawn(word), rows);
  assert.deepEqual(rowsOf({ cat: [[1, 2], [3, 4], [5, 6]] }, "cat").slice(3), drawn("cat").slice(3)); // biome-ignore format: rows
  assert.deepEqual(rowsOf({}, "toString"), drawn("toString"));
});

test("what is no sentence is told in words", () => {
  assert.deepEqual(tokensOf("  a b "), ["a", "b"]);
  assert.throws(() => tokensOf(" "), /1 to 6 words, this one has 0/);
  assert.throws(() => tokensOf("a b c d e f g"), /this one has 7/);
  assert.throws(() => tokensOf("extraordinary"), /extraordinary has more than 8 letters/);
});

test("a hand moves the arrow at its place, and the word's own one follows", () => {
  for (const { state, all } of seen) {
    const t = all.words.length - 1;
    for (const [kind, head] of [
      ["q", 0],
      ["k", all.head],
      ["v", 0],
    ]) {
      const patch = pulled(state, { word: all.words[t], t, head, kind }, [1.5, -0.5]);
      const after = analyse({ ...state, ...patch }, lesson);
      close(after.each[head][kind][t], [1.5, -0.5], kind, 1e-12, 1);
      assert.deepEqual(agree({ vectors: patch.vectors }), { vectors: patch.vectors });
    }
  }
});

test("descent lowers the loss in sight, and that of all sentences", () => {
  for (const { state, name } of seen) {
    let now = { ...state, lr: 0.02 };
    const loss = () => {
      const all = judged(now, lesson);
      return all.all?.loss ?? all.loss;
    };
    for (let i = 0; i < 5; i += 1) {
      const before = loss();
      const next = further(now, lesson);
      if (!next) break;
      now = { ...now, ...next };
      assert.ok(loss() <= before + 1e-12, name);
      assert.equal(next.way, "backward");
    }
  }
  const { vectors, heads } = lessons[0];
  let head = { ...seen[0].state, vectors, heads, sentence: "girl sees king she", train: "all", lr: 3 };
  for (let i = 0; i < 60; i += 1) head = { ...head, ...further(head, lesson) };
  assert.equal(judged(head, lesson).all.right, 96);
});

test("descent rests where there is no gradient, and stays within bounds", () => {
  const { state } = seen[0];
  const target = analyse(state, lesson).out[state.pick - 1];
  assert.equal(further({ ...state, target }, lesson), null);
  const wild = further({ ...state, lr: 1e9 }, lesson);
  assert.ok(
    Object.values(wild.vectors)
      .flat(2)
      .every((v) => Math.abs(v) <= 9),
  );
});

test("a link's sentence and arrows are let in only if they can be read", () => {
  const rows = [[1, 2], [3, 4], [5, 6]]; // biome-ignore format: rows
  assert.deepEqual(agree({ sentence: "", lr: 1 }), { lr: 1 });
  assert.deepEqual(agree({ sentence: "a b" }), { sentence: "a b" });
  for (const wrong of [[[1, 2]], [1, 2, 3], rows.map((row) => [...row, 0]), 5, [...rows, [1, 2]]])
    assert.deepEqual(agree({ vectors: { a: wrong }, pick: 2 }), { pick: 2 });
  assert.deepEqual(agree({ vectors: { a: rows } }), { vectors: { a: rows } });
});

test("the copied code has lines that a page can hold", () => {
  for (const { state } of seen)
    for (const way of ["forward", "backward"])
      for (const line of python({ ...state, way }, analyse(state, lesson)).split("\n"))
        assert.ok(line.length <= 96, line);
});
