// attend.js and state.js against course_lib.attention; the laws of attention; gradients by differences.
import assert from "node:assert/strict";
import { test } from "node:test";
import { softmax } from "../../../course_lib/attention/attention_explorer/attend.js";
import { analyse, gradients } from "../../../course_lib/attention/attention_explorer/state.js";
import { moved, rowsOf, tokensOf } from "../../../course_lib/attention/attention_explorer/tokens.js";
import { close } from "../fixtures.mjs";
import { flat, lesson, seen } from "./seen.mjs";

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
