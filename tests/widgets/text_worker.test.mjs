// The worker of the text explorer: orders, reports, compute in equal shares.
import assert from "node:assert/strict";
import { test } from "node:test";
import { serve } from "../../course_lib/rnn/text_explorer/serve.js";

const TEXT = "to be or not to be, that is the question. ".repeat(40);
const model = (cell) => ({ cell, hiddenSize: 8, embeddingDim: 0, n: 4, T: 8, lr: 0.02 });
const BEGIN = { type: "begin", text: TEXT, models: ["rnn", "lstm", "gru"].map(model) };

// A worker whose clock ticks 10 ms at every look, and which works on when it is told to; what passes is copied.
function worker() {
  const said = [];
  const queue = [];
  let time = 0;
  const now = () => {
    time += 10;
    return time;
  };
  const port = { postMessage: (data) => said.push(structuredClone(data)) };
  serve(port, { slice: 25, later: (work) => queue.push(work), now });
  return {
    said,
    order: (data) => port.onmessage({ data: structuredClone(data) }),
    // the next slice; false if there is none
    work: () => queue.shift()?.() ?? queue.length > 0,
    of: (type) => said.filter((each) => each.type === type),
  };
}

function finish(it) {
  while (it.work());
}

test("it tells what it has: characters, sizes and the bigram's loss", () => {
  const it = worker();
  it.order(BEGIN);
  const [ready, begun] = it.said;
  assert.equal(ready.type, "ready");
  assert.equal(begun.engine, "WebAssembly");
  assert.deepEqual(begun.tokens.slice(0, 3), [" ", "t", "o"]);
  const V = begun.tokens.length;
  assert.deepEqual(
    begun.parameters,
    [1, 4, 3].map((gates) => 8 * gates * (V + 8 + 2) + 9 * V),
  );
  assert.ok(begun.bigram.loss > 0.3 && begun.bigram.loss < Math.log(V));
});

test("each model gets the same compute, to one step, and all end at the goal", () => {
  const it = worker();
  it.order(BEGIN);
  it.order({ type: "run", until: 3e7 });
  finish(it);
  const reports = it.of("progress");
  assert.ok(reports.length > 5, "it tells on its way");
  for (const { lanes } of reports) {
    const flops = lanes.map((lane) => lane.flops);
    const steps = lanes.map((lane) => lane.flops / Math.max(lane.steps, 1));
    assert.ok(Math.max(...flops) - Math.min(...flops) <= Math.max(...steps) * 1.001, String(flops));
  }
  const { running, lanes } = reports.at(-1);
  assert.equal(running, false);
  for (const { flops, steps, tokens } of lanes) {
    assert.ok(flops >= 3e7 && flops < 3e7 + flops / steps);
    assert.equal(tokens, 32 * steps);
  }
  assert.ok(reports.slice(0, -1).every((report) => report.running));
});

test("it tells ten times a second, not after every slice", () => {
  const it = worker();
  it.order(BEGIN);
  it.order({ type: "run" });
  const slices = 300;
  for (let k = 0; k < slices; k += 1) it.work();
  const reports = it.of("progress").length;
  assert.ok(
    reports > slices / 5 && reports <= slices / 2,
    `${reports} reports of ${slices} slices, 30 to 50 ms each`,
  );
});

test("a pause holds until it goes on, and the run ends as one without it", () => {
  const ends = [false, true].map((paused) => {
    const it = worker();
    it.order(BEGIN);
    it.order({ type: "run", until: 2e7 });
    if (paused) {
      for (let k = 0; k < 4; k += 1) it.work();
      it.order({ type: "pause" });
      const before = it.said.at(-1);
      assert.equal(before.running, false);
      finish(it);
      assert.deepEqual(it.said.at(-1), before, "nothing moves");
      it.order({ type: "write", beginning: "to", length: 5, seed: 1 });
      it.order({ type: "run", until: 2e7 });
    }
    finish(it);
    it.order({ type: "judge" });
    return it.said.at(-1);
  });
  assert.deepEqual(ends[1], ends[0]);
  assert.equal(ends[0].losses.length, 3);
});

test("another text ends the run of the one before", () => {
  const it = worker();
  it.order(BEGIN);
  it.order({ type: "run" });
  it.work();
  it.order({ ...BEGIN, models: [model("gru")] });
  finish(it);
  assert.equal(it.said.at(-1).type, "begun");
});

test("they learn the text, beat the bigram, and write it down; a seed writes the same again", () => {
  const it = worker();
  it.order(BEGIN);
  it.order({ type: "run", until: 4e7 });
  finish(it);
  it.order({ type: "judge", most: 1 });
  it.order({ type: "judge" });
  const [some, { losses }] = it.of("judged");
  assert.notDeepEqual(some.losses, losses);
  const [{ bigram }] = it.of("begun");
  for (const loss of losses) assert.ok(loss < 0.8 * bigram.loss, `${losses} beside ${bigram.loss}`);
  const how = { type: "write", beginning: TEXT.slice(0, 42 + 13), length: 5, seed: 3 };
  it.order({ ...how, temperature: 0 });
  assert.equal(it.said.at(-1).texts[2], "to be");
  it.order({ ...how, length: 30, temperature: 3 });
  it.order({ ...how, length: 30, temperature: 3 });
  it.order({ ...how, length: 30, temperature: 3, seed: 4 });
  const [, first, again, other] = it.of("written").map(({ texts }) => texts);
  assert.deepEqual(again, first);
  assert.notDeepEqual(other, first);
  it.order({ type: "read", beginning: TEXT.slice(0, 42 + 14) });
  const { logits } = it.said.at(-1);
  const tokens = it.of("begun")[0].tokens;
  assert.equal(tokens[logits[2].indexOf(Math.max(...logits[2]))], "o");
});

test("an order that cannot be done is told, and the next one is done", () => {
  const it = worker();
  it.order(BEGIN);
  it.order({ type: "write", beginning: "Z", length: 5, seed: 1 });
  assert.deepEqual(it.said.at(-1), { type: "failed", order: "write", message: '"Z" is not in the text' });
  it.order({ ...BEGIN, models: [{ ...model("gru"), hiddenSize: 9 }] });
  it.order({ type: "run", until: 1 });
  it.work();
  assert.match(it.said.at(-1).message, /multiples of 8/);
  it.order(BEGIN);
  assert.equal(it.said.at(-1).type, "begun");
});
