// Epochs a second of the playground at TensorFlow Playground's start (2-4-2-1 tanh, 250 examples, batches of
// 10), beside a network of one object a node and one a link, which is trained on the same batches and must end
// at the same weights. Windows alternate, the best of each counts; compare the ratio, the rest is the machine.
//
//     node benchmarks/playground.mjs
import assert from "node:assert/strict";
import { makeData } from "../course_lib/backprop/playground/data.js";
import { evaluateGrid, makeGrid } from "../course_lib/backprop/playground/grid.js";
import { ORDER } from "../course_lib/backprop/playground/purposes.js";
import { trainer } from "../course_lib/backprop/playground/trainer.js";
import { permutation, stream } from "../course_lib/widgets/ui/streams.js";

const WINDOWS = 40;
const EPOCHS = 100;
const data = makeData({ name: "circle", noise: 0.3 });
const lr = 0.03;

function nodesAndLinks(net) {
  const nodes = net.sizes.map((n) =>
    Array.from({ length: n }, () => ({ inputs: [], outputs: [], bias: 0, a: 0, delta: 0, biasSum: 0 })),
  );
  net.layers.forEach(({ weight, bias, inputs }, k) =>
    nodes[k + 1].forEach((to, o) => {
      to.bias = bias[o];
      nodes[k].forEach((from, i) => {
        const link = { from, to, weight: weight[o * inputs + i], sum: 0 };
        to.inputs.push(link);
        from.outputs.push(link);
      });
    }),
  );
  return nodes;
}

function predict(nodes, point) {
  nodes[0].forEach((node, i) => {
    node.a = point[i];
  });
  for (const layer of nodes.slice(1)) {
    for (const node of layer)
      node.a = Math.tanh(node.inputs.reduce((z, link) => z + link.weight * link.from.a, node.bias));
  }
  return nodes.at(-1)[0].a;
}

function learn(nodes, point, target) {
  const error = 2 * (predict(nodes, point) - target);
  for (const layer of nodes.slice(1).reverse()) {
    for (const node of layer) {
      const above = node.outputs.length
        ? node.outputs.reduce((sum, link) => sum + link.weight * link.to.delta, 0)
        : error;
      node.delta = above * (1 - node.a * node.a);
      node.biasSum += node.delta;
      for (const link of node.inputs) link.sum += node.delta * link.from.a;
    }
  }
}

function update(nodes, n) {
  for (const node of nodes.flat()) {
    node.bias -= (lr * node.biasSum) / n;
    node.biasSum = 0;
    for (const link of node.inputs) {
      link.weight -= (lr * link.sum) / n;
      link.sum = 0;
    }
  }
}

const run = trainer(data, { optimizerOptions: { lr } });
const { train } = run;
const points = Array.from({ length: train.n }, (_, r) => [train.x[2 * r], train.x[2 * r + 1]]);
const nodes = nodesAndLinks(run.net);
let epoch = 0;
function naiveEpoch() {
  const order = permutation(stream(0, ORDER, epoch), train.n);
  order.forEach((r, i) => {
    learn(nodes, points[r], train.targets[r]);
    if (i % 10 === 9) update(nodes, 10);
  });
  epoch += 1;
}

const time = (work) => {
  const began = performance.now();
  work();
  return performance.now() - began;
};
const best = { ours: Infinity, naive: Infinity, grid: Infinity, naiveGrid: Infinity };
const note = (name, work) => {
  best[name] = Math.min(best[name], time(work));
};
const grid = makeGrid(["x1", "x2"], 100);
const maps = evaluateGrid(run.net, grid);
for (let w = 0; w < WINDOWS; w += 1) {
  note("ours", () => run.epoch(EPOCHS));
  note("naive", () => {
    for (let k = 0; k < EPOCHS; k += 1) naiveEpoch();
  });
  note("grid", () => evaluateGrid(run.net, grid, maps));
  note("naiveGrid", () => {
    for (let p = 0; p < 10000; p += 1) predict(nodes, [grid.x[2 * p], grid.x[2 * p + 1]]);
  });
}
const weights = nodes
  .slice(1)
  .flatMap((layer) => [...layer.flatMap((n) => n.inputs.map((l) => l.weight)), ...layer.map((n) => n.bias)]);
run.net.params.forEach((p, i) =>
  assert.ok(Math.abs(p - weights[i]) < 1e-6 * (1 + Math.abs(p)), `weight ${i}: ${p}, ${weights[i]}`),
);

const perSecond = (ms) => (1000 * EPOCHS) / ms;
console.log(
  `| ${WINDOWS * EPOCHS} epochs, equal weights at the end | typed arrays | node objects | ratio |\n|---|---|---|---|`,
);
console.log(
  `| epochs/s | ${perSecond(best.ours).toFixed(0)} | ${perSecond(best.naive).toFixed(0)} | ${(best.naive / best.ours).toFixed(1)} |`,
);
console.log(
  `| grid of 100 × 100, ms | ${best.grid.toFixed(2)} | ${best.naiveGrid.toFixed(2)} | ${(best.naiveGrid / best.grid).toFixed(1)} |`,
);
