// Graphs with a fault, and the judge of an answer.
import assert from "node:assert/strict";
import { test } from "node:test";
import { FAULTS, firstWrong, judge } from "../../../course_lib/backprop/graph_explorer/faults.js";
import { run } from "./run.mjs";

const BROKEN = {
  slope: ["h = sigmoid(w*x + b)\n(h - 1)^2", ["w*x + b"]],
  overwrite: ["h = w*x\nv*h + h", ["h"]],
  bias: ["(w1*x1 + w2*x2 + b)^2", ["b"]],
  zero: ["(w*x - t)^2", ["w", "x", "t"]],
  product: ["tanh(w*x + b)", ["w", "x"]],
  minus: ["p = w*x\n(t - p)^2", ["p"]],
};

test("a fault goes wrong first where it is made, and the judge names the error of an answer", () => {
  assert.deepEqual(Object.keys(BROKEN).toSorted(), Object.keys(FAULTS).toSorted());
  for (const [name, [expression, places]] of Object.entries(BROKEN)) {
    const { graph, grads: right, locals } = run(expression);
    const shown = run(expression, {}, FAULTS[name]).grads;
    const first = firstWrong(graph, right, shown);
    assert.deepEqual(
      first.map((id) => graph.nodes[id].name || graph.nodes[id].text).toSorted(),
      places.toSorted(),
    );
    const say = (picked, typed) => judge({ graph, right, shown, locals }, picked, typed);
    const [id] = first;
    assert.equal(say(-1, 0), "place");
    assert.equal(say(graph.root, 1), "fine");
    assert.equal(say(id, Number.NaN), "number");
    assert.equal(say(id, right[id].data[0]), "right");
    assert.equal(say(id, shown[id].data[0]), "same");
    assert.equal(say(id, 1e6), "off");
  }
});

test("the judge knows the usual slips", () => {
  const { graph, grads: right, locals } = run("h = w*x\nv*h + 3*h", { w: 1, x: 2, v: 5 });
  const shown = run("h = w*x\nv*h + 3*h", { w: 1, x: 2, v: 5 }, FAULTS.overwrite).grads;
  const h = graph.nodes.findIndex(({ name }) => name === "h");
  const w = graph.nodes.findIndex(({ name }) => name === "w");
  const say = (typed) => judge({ graph, right, shown, locals }, h, typed);
  assert.deepEqual([8, 15, -8, 3].map(say), ["right", "product", "sign", "local"]);
  assert.equal(judge({ graph, right, shown, locals }, w, 16), "upstream");
  const one = run("y = tanh(w*x)\ny*4", { w: 1, x: 0.5 });
  const z = one.graph.nodes.findIndex(({ text }) => text === "w*x");
  const off = one.grads.map((g) => ({ ...g, data: g.data.map((v, i) => v + (i === 0) * 7) }));
  off[one.graph.root] = one.grads[one.graph.root];
  off[z + 1] = one.grads[z + 1];
  assert.equal(judge({ graph: one.graph, right: one.grads, shown: off, locals: one.locals }, z, 4), "alone");
});
