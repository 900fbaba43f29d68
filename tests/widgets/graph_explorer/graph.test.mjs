// graph.js against Value, Tensor and finite differences; its steps, nudges and layout.
import assert from "node:assert/strict";
import { test } from "node:test";
import { toLists } from "../../../course_lib/backprop/graph_explorer/arrays.js";
import { backward, backwards, build } from "../../../course_lib/backprop/graph_explorer/graph.js";
import { layout } from "../../../course_lib/backprop/graph_explorer/layout.js";
import { analyse, following, nudged } from "../../../course_lib/backprop/graph_explorer/state.js";
import { close, fixture } from "../fixtures.mjs";
import { run } from "./run.mjs";

const { cases } = fixture("graph");
const flat = (v) => [v].flat(2);

test("values and gradients are those of Value and Tensor, and of finite differences", () => {
  assert.ok(cases.length > 70);
  for (const c of cases) {
    const { graph, values, grads } = run(c.expression, c.values);
    close(values[graph.root].data, [c.result], c.expression, 1e-12, 1);
    const inputs = graph.leaves.filter(({ start }) => !start); // u = 2 is an input here and a number in Python
    for (const name of Object.keys(c.gradients))
      assert.ok(
        inputs.some((leaf) => leaf.name === name) || flat(c.gradients[name]).every((v) => v === 0),
        name,
      );
    for (const { id, name } of inputs) {
      const told = `${name} in ${c.expression}`;
      assert.deepEqual(grads[id].shape, values[id].shape, told);
      close(flat(toLists(grads[id])), flat(c.gradients[name]), told, 1e-12, 1);
      close(flat(c.gradients[name]), flat(c.differences[name]), `differences of ${told}`, 1e-4, 1);
    }
  }
});

test("one step after the other leads to the same gradients, and what came back adds up to each", () => {
  for (const { expression, values: given } of cases) {
    const { graph, values, grads, parts, locals } = run(expression, given);
    const steps = backwards(graph).length + 1;
    assert.deepEqual(backward(graph, values, steps).grads, grads);
    assert.equal(backward(graph, values, 0).grads.filter(Boolean).length, 0);
    assert.deepEqual(backward(graph, values, 1).grads.filter(Boolean).length, 1);
    for (const { id, uses } of graph.nodes) {
      if (id === graph.root) continue;
      const sum = [...grads[id].data.keys()].map((k) => parts[id].reduce((s, part) => s + part.data[k], 0));
      close(grads[id].data, sum, "sum of its parts", 1e-12, 1);
      for (const [i, use] of uses.entries()) {
        const local = locals[use.id]?.[use.port];
        if (local?.data.length !== 1 || grads[use.id].data.length !== 1) continue;
        close(parts[id][i].data, [local.data[0] * grads[use.id].data[0]], "local × upstream", 1e-12, 1);
      }
    }
  }
});

test("every step computes one operation, then hands back through one", () => {
  let state = { expression: "tanh(w*x + b)", values: {}, forward: 0, backward: 0, challenge: "" };
  const seen = [];
  for (let next = following(analyse(state)); next; next = following(analyse(state))) {
    state = { ...state, ...next };
    seen.push(analyse(state).graph.nodes[next.pick].op);
  }
  assert.equal(seen.join(" "), "* + tanh tanh tanh + *");
  assert.ok(analyse(state).whole);
});

test("a nudge is predicted as well as a straight line can", () => {
  const state = {
    expression: "u = x*y + x\nu",
    values: { x: 2, y: 3 },
    forward: 99,
    backward: 99,
    challenge: "",
  };
  const now = nudged(analyse(state), { ...state, nudged: "x", nudge: 0.1 });
  close([now.slope, now.predicted, now.actual], [4, 0.4, 0.4], "linear in x", 1e-12, 1);
  assert.equal(
    nudged(analyse({ ...state, backward: 2 }), { ...state, nudged: "x", nudge: 0.1 }).predicted,
    null,
  );
  const W = { ...state, expression: "sum(W @ v)", values: { W: [[1, 2]], v: [3, 4] } };
  const titles = nudged(analyse(W), { ...W, nudged: "W[0, 1]", nudge: 1 });
  assert.deepEqual(
    titles.every.map(({ title }) => title),
    ["W[0, 0]", "W[0, 1]", "v[0]", "v[1]"],
  );
  assert.equal(titles.actual, 4);
});

test("no card stands on another, and every edge ends at its card", () => {
  const size = () => ({ w: 70, h: 50 });
  for (const { expression } of cases) {
    const graph = build(expression);
    const { places, edges, width, height } = layout(graph, size, 40);
    for (const [i, a] of places.entries()) {
      assert.ok(a.x >= 35 && a.x <= width - 35 + 1e-9 && a.y >= 25 - 1e-9 && a.y <= height - 25 + 1e-9);
      for (const b of places.slice(0, i))
        assert.ok(Math.abs(a.x - b.x) > 70 || Math.abs(a.y - b.y) > 50, `${expression}: ${i}`);
    }
    for (const { from, to, points } of edges) {
      assert.equal(points[0][0], places[from].x + 35);
      assert.equal(points.at(-1)[0], places[to].x - 35);
      assert.ok(points.every(([x], i) => i === 0 || x > points[i - 1][0]));
    }
  }
});
