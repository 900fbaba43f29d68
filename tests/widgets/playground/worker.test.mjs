// The run of a worker against that of the page.
import assert from "node:assert/strict";
import { test } from "node:test";
import { crew } from "../../../course_lib/backprop/playground/crew.js";
import { serve } from "../../../course_lib/backprop/playground/serve.js";
import { session } from "../../../course_lib/backprop/playground/session.js";
import { STATE } from "./start.mjs";

// A worker that answers when it is told to; what passes between is copied, as in a browser.
function worker() {
  const open = [];
  const port = { postMessage: (data) => open.push(structuredClone(data)) };
  const it = {
    postMessage: (data) => open.push(() => port.onmessage({ data: structuredClone(data) })),
    terminate: () => open.push("ended"),
    work() {
      for (const each of open.splice(0)) typeof each === "function" ? each() : it.onmessage({ data: each });
      for (const each of open.splice(0)) it.onmessage({ data: each });
    },
  };
  serve(port);
  return it;
}

function played(patch = {}) {
  const it = session({ ...STATE, ...patch });
  it.sync();
  const hired = worker();
  const crewed = crew(it, () => hired);
  crewed.call();
  hired.work();
  assert.ok(crewed.ready());
  return { it, hired, crewed };
}

const VARIED = { dropout: [0.3, 0.2], optimizer: "adam", lr: 0.01, l1: 1e-3, batch_size: 7 };

test("weights, gradients and memory of a worker's run are those of the page's, bit for bit", () => {
  for (const patch of [{}, VARIED, { optimizer: "nesterov", activation: ["relu", "gelu"] }]) {
    const { it, hired, crewed } = played(patch);
    it.run.step(); // from the middle of an epoch
    for (const until of [3, 4, 20]) {
      while (it.run.epochs < until) {
        crewed.order(until, Infinity, true);
        hired.work();
        assert.ok(crewed.fetch());
      }
    }
    const other = session({ ...STATE, ...patch });
    other.sync();
    other.run.step();
    other.run.epoch(20);
    assert.deepEqual(it.run.snapshot(), other.run.snapshot());
    other.note();
    assert.deepEqual([it.train, it.test], [other.train, other.test]);
    it.run.epoch(3); // and the page goes on from there
    other.run.epoch(3);
    assert.deepEqual(it.run.snapshot(), other.run.snapshot());
  }
});

test("what was changed meanwhile is not overwritten by an answer on its way", () => {
  const { it, hired, crewed } = played();
  crewed.order(2, Infinity, true);
  Object.assign(it.state, it.edit(0, 1, 0, 7));
  hired.work();
  assert.equal(crewed.fetch(), false);
  assert.deepEqual([it.run.epochs, it.run.net.params[2]], [0, 7]);
  crewed.order(2, Infinity, true);
  hired.work();
  assert.ok(crewed.fetch());
  const other = session({ ...STATE });
  other.sync();
  Object.assign(other.state, other.edit(0, 1, 0, 7));
  other.run.epoch(2);
  assert.deepEqual(it.run.snapshot(), other.run.snapshot());
  it.state.lr = 0.5; // acts at the next step, there too
  it.sync();
  other.state.lr = 0.5;
  other.sync();
  crewed.order(3, Infinity, true);
  hired.work();
  crewed.fetch();
  other.run.epoch();
  assert.deepEqual(it.run.snapshot(), other.run.snapshot());
  crewed.order(9, Infinity, true);
  crewed.dismiss(); // a pause
  hired.work();
  assert.equal(crewed.fetch(), false);
  assert.equal(it.run.epochs, 3);
});

test("a long way to a goal leaves the points of its curve", () => {
  const { it, hired, crewed } = played();
  it.goal = 600;
  while (it.goal) {
    crewed.order(it.goal, it.stride, false);
    hired.work();
    crewed.fetch();
  }
  const times = it.curve.map(([time]) => time);
  assert.deepEqual(
    times,
    [...times].sort((a, b) => a - b),
  );
  assert.ok(times.length > 100 && times.length <= 301, String(times.length));
  assert.equal(times.at(-1), 600);
  const other = session({ ...STATE });
  other.sync();
  other.run.epoch(times[50]);
  assert.equal(it.curve[50][1], other.run.evaluate("train").loss);
});

test("where no worker may be, or one fails, the page trains by itself", () => {
  const it = session({ ...STATE });
  it.sync();
  const refused = crew(it, () => {
    throw new Error("content policy");
  });
  refused.call();
  refused.call();
  assert.equal(refused.ready(), false);
  const { hired, crewed } = played();
  hired.onerror();
  assert.equal(crewed.ready(), false);
  crewed.call();
  assert.equal(crewed.ready(), false);
});
