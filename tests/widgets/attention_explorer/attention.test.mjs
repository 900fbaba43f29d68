// attend.js, lesson.js and state.js against course_lib.attention; the laws of attention; differences; descent; links.
import assert from "node:assert/strict";
import { test } from "node:test";
import { softmax } from "../../../course_lib/attention/attention_explorer/attend.js";
import { meant, overAll, sentencesOf } from "../../../course_lib/attention/attention_explorer/lesson.js";
import { python } from "../../../course_lib/attention/attention_explorer/python.js";
import {
  agree,
  analyse,
  further,
  gradients,
  judged,
  pulled,
} from "../../../course_lib/attention/attention_explorer/state.js";
import { drawn, moved, rowsOf, tokensOf } from "../../../course_lib/attention/attention_explorer/tokens.js";
import { close, fixture } from "../fixtures.mjs";

const { cases, lesson, lessons, drawn: words } = fixture("attention");
const REST = { way: "forward", lr: 0.3 };
const seen = cases.map((c) => {
  const state = { ...c.settings, ...REST };
  return { ...c, state, all: analyse(state, lesson), name: JSON.stringify(c.settings) };
});
const flat = (...parts) => parts.flat(9);
const of = (all, key) => all.each.map((one) => one[key]);

test("arrows, weights, outputs and the entropy of each row are those of course_lib", () => {
  assert.ok(seen.length > 70);
  for (const { all, name, qkv, weights, outputs, entropy } of seen) {
    close(flat(all.each.map(({ q, k, v }) => [q, k, v])), qkv, `arrows of ${name}`, 1e-12, 1);
    close(flat(of(all, "weights")), weights, `weights of ${name}`, 1e-12, 1);
    close(flat(all.out), outputs, `outputs of ${name}`, 1e-12, 1);
    const mine = all.entropy;
    close(mine, entropy.slice(all.head * mine.length).slice(0, mine.length), `entropy of ${name}`, 1e-12, 1);
  }
});

test("the loss and its gradients by every query, key and value are those of course_lib", () => {
  for (const { all, name, loss, gradients: told } of seen) {
    close(all.loss, loss, `loss of ${name}`, 1e-12, 1);
    const queries = (dq) => all.words.map((_, t) => (t === all.pick ? dq : [0, 0]));
    const mine = flat(all.back.map(({ dq, dk, dv }) => [queries(dq), dk, dv]));
    close(mine, told, `gradients of ${name}`, 1e-12, 1);
  }
});

test("the gradients are what differences of the loss find", () => {
  const h = 1e-6;
  for (const { state, all, name } of seen) {
    if (state.train === "all") continue;
    const found = gradients(all);
    for (const word of new Set(all.words)) {
      const rows = rowsOf(state.vectors, word);
      const at = (r, i, by) => {
        const next = rows.map((row, k) => row.map((v, n) => (k === r && n === i ? v + by : v)));
        return analyse({ ...state, vectors: { ...state.vectors, [word]: next } }, lesson).loss;
      };
      for (let r = 0; r < 3 * state.heads; r += 1)
        for (const i of [0, 1])
          close((at(r, i, h) - at(r, i, -h)) / (2 * h), [found[word][r][i]], `${word} ${r} ${name}`, 1e-6, 1);
    }
  }
});

test("every row has sum 1, and 0 where there is nothing to see", () => {
  let [full, empty] = [0, 0];
  for (const { all, name } of seen)
    for (const { weights } of all.each)
      weights.forEach((row, i) => {
        const blind = !all.seen[i].includes(true);
        close(
          row.reduce((a, b) => a + b, 0),
          [blind ? 0 : 1],
          name,
          1e-12,
          1,
        );
        if (blind) empty += 1;
        else full += 1;
      });
  assert.ok(full > 200 && empty > 0);
  assert.deepEqual(softmax([800, 799], [true, true]).map(Number.isFinite), [true, true]);
});

test("the future weighs exactly 0, and padding too", () => {
  const zero = (mask, hidden) => {
    const masked = seen.filter(({ state }) => state.mask === mask);
    assert.ok(masked.length > 10);
    for (const { all } of masked)
      for (const { weights, out } of all.each) {
        weights.forEach((row, i) => {
          for (const [j, w] of row.entries()) if (hidden(all.words, i, j)) assert.equal(w, 0);
        });
        assert.ok(out.flat().every(Number.isFinite));
      }
  };
  zero("causal", (_words, i, j) => j > i);
  zero("padding", (all, _i, j) => all[j] === "_");
});

test("without positions a word that moves takes its output along; with positions it does not", () => {
  let differs = 0;
  for (const { state } of seen.filter((c) => c.state.mask !== "causal" && c.all.words.length > 2)) {
    const [from, to] = [0, tokensOf(state.sentence).length - 1];
    const before = analyse(state, lesson);
    const after = analyse({ ...state, sentence: moved(state.sentence, from, to) }, lesson);
    const expected = [...before.out.slice(1), before.out[0]];
    if (state.positions === "none") close(flat(after.out), flat(expected), JSON.stringify(state), 1e-12, 1);
    else if (flat(after.out).some((v, i) => Math.abs(v - flat(expected)[i]) > 1e-3)) differs += 1;
  }
  assert.ok(differs > 10);
});

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
