// Who trains the text explorer's models: a worker, or the page as its own; and the text that they get.
import assert from "node:assert/strict";
import { test } from "node:test";
import { compiled } from "../../course_lib/rnn/text_explorer/compiled.js";
import { corpus } from "../../course_lib/rnn/text_explorer/corpus.js";
import { crew } from "../../course_lib/rnn/text_explorer/crew.js";
import { SideBySide } from "../../course_lib/rnn/text_explorer/side_by_side.js";

const BEGIN = {
  type: "begin",
  text: "to be or not to be. ".repeat(40),
  models: ["rnn", "gru"].map((cell) => ({ cell, hiddenSize: 8, n: 4, T: 8 })),
};

test("a list is cut into lines, drawn by the seed, and nothing is in both parts", () => {
  const names = Array.from({ length: 50 }, (_, k) => `n${k}`);
  const text = `${names.join("\n")}\n`;
  const parts = (seed) => {
    const { train, held, vocabulary } = corpus(text, { list: true, seed });
    return [train, held].map((ids) => vocabulary.decode(ids));
  };
  const [train, held] = parts(0);
  for (const part of [train, held]) assert.match(part, /^(\nn\d+)+\n$/);
  const lines = (part) => part.trim().split("\n");
  assert.deepEqual([lines(train).length, lines(held).length], [45, 5]);
  assert.deepEqual(new Set([...lines(train), ...lines(held)]), new Set(names));
  assert.deepEqual(parts(0), [train, held]);
  assert.notEqual(parts(1)[1], held);
  const whole = corpus("abcdefghij");
  assert.equal(whole.vocabulary.decode(whole.held), "j");
});

// Runs to a goal and judges; gives all that was told.
function hired(make, until) {
  return new Promise((resolve) => {
    const told = [];
    const it = crew((report) => {
      told.push(report);
      if (report.type === "progress" && !report.running) it.send({ type: "judge" });
      if (report.type !== "judged") return;
      it.end();
      resolve({ told, inPage: it.inPage() });
    }, make);
    for (const order of [BEGIN, { type: "run", until }]) it.send(order);
  });
}

test("where no worker may be, or one fails before it is ready, the page trains, to the same weights", async () => {
  const there = new SideBySide(BEGIN, compiled());
  while (there.step(1e6));
  const hashes = there.lanes.map(({ run }) => run.hash);
  const refused = () => {
    throw new Error("content policy");
  };
  const ended = [];
  const silent = () => {
    const it = { postMessage() {}, terminate: () => ended.push(it) };
    queueMicrotask(() => it.onerror({}));
    return it;
  };
  for (const make of [refused, silent]) {
    const { told, inPage } = await hired(make, 1e6);
    assert.ok(inPage);
    assert.equal(told[0].type, "begun");
    assert.deepEqual(told.at(-1).hashes, hashes);
  }
  assert.equal(ended.length, 1);
});

test("a worker that fails later is told, and nothing begins anew", () => {
  const made = { postMessage() {}, terminate() {} };
  const told = [];
  const it = crew(
    (report) => told.push(report),
    () => made,
  );
  made.onmessage({ data: { type: "ready" } });
  made.onerror({ message: "out of memory" });
  assert.deepEqual(told, [{ type: "failed", message: "out of memory" }]);
  assert.equal(it.inPage(), false);
});
