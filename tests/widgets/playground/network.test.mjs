// The playground's network and its losses against torch, and what a grid shows of it.
import assert from "node:assert/strict";
import { test } from "node:test";
import { ACTIVATIONS } from "../../../course_lib/backprop/playground/activations.js";
import { expandFeatures, FEATURES } from "../../../course_lib/backprop/playground/data.js";
import { evaluateGrid, makeGrid } from "../../../course_lib/backprop/playground/grid.js";
import { initialize } from "../../../course_lib/backprop/playground/initializers.js";
import { backward, forward, network } from "../../../course_lib/backprop/playground/net.js";
import {
  encodeTargets,
  NET_LOSSES,
  netLoss,
  netLossGrad,
  outputWidth,
  predictedClass,
} from "../../../course_lib/backprop/playground/net_losses.js";
import { random } from "../../../course_lib/widgets/ui/random.js";
import { close, fixture } from "../fixtures.mjs";

const { gradients } = fixture("playground");
const HUBER = { delta: 0.5 };
const ROWS = 5;

// The network and the inputs of a case, drawn as playground_fixtures.py draws them.
function rebuild({ sizes, activations, seed }) {
  const net = network(sizes, activations);
  initialize(net, "kaiming_uniform", seed);
  const rng = random(seed);
  return {
    net,
    x: Float64Array.from({ length: ROWS * sizes[0] }, () => 2 * rng.normal()),
    width: sizes.at(-1),
  };
}

const lossAt = (net, x, { loss, targets }, width) =>
  netLoss(loss, forward(net, x, ROWS), targets, ROWS, width, HUBER);

test("every activation meets every loss", () => {
  for (const activation of Object.keys(ACTIVATIONS)) {
    for (const loss of NET_LOSSES) {
      assert.equal(
        gradients.filter((c) => c.loss === loss && c.activations[0] === activation).length,
        3,
        `${activation} ${loss}`,
      );
    }
  }
});

test("outputs, loss and gradients equal torch's", () => {
  for (const c of gradients) {
    const { net, x, width } = rebuild(c);
    const told = `${c.loss} ${c.sizes} ${c.activations}`;
    const out = forward(net, x, ROWS);
    close(out.subarray(0, ROWS * width), c.out, `outputs, ${told}`);
    close(lossAt(net, x, c, width), c.value, `loss, ${told}`);
    netLossGrad(c.loss, out, c.targets, ROWS, width, net.layers.at(-1).delta, HUBER);
    backward(net, x, ROWS);
    close(net.grads, c.grads, `gradients, ${told}`);
  }
});

test("gradients equal central differences", () => {
  for (const c of gradients) {
    const { net, x, width } = rebuild(c);
    const differences = net.params.map((p, i) => {
      const at = (value) => {
        net.params[i] = value;
        return lossAt(net, x, c, width);
      };
      const slope = (at(p + 1e-6) - at(p - 1e-6)) / 2e-6;
      net.params[i] = p;
      return slope;
    });
    close(c.grads, differences, `${c.loss} ${c.activations}`, 1e-6, 1e-2); // below 1e-2 rounding rules: 1e-16 / 1e-6
  }
});

test("targets and outputs suit the loss", () => {
  assert.deepEqual(
    NET_LOSSES.map((name) => outputWidth(name, 0)),
    [1, 1, 1, 1, 1, 1],
  );
  assert.deepEqual(
    NET_LOSSES.map((name) => outputWidth(name, 2)),
    [1, 1, 1, 1, 1, 2],
  );
  assert.deepEqual(
    NET_LOSSES.map((name) => outputWidth(name, 3)),
    [3, 3, 3, 3, 3, 3],
  );
  const rows = {
    mse: [-1, 1],
    hinge: [-1, 1],
    binary_cross_entropy_with_logits: [0, 1],
    cross_entropy: [1, 0, 0, 1],
  };
  for (const [name, wanted] of Object.entries(rows))
    assert.deepEqual([...encodeTargets(name, [0, 1], 2)], wanted, name);
  assert.deepEqual([...encodeTargets("hinge", [2], 3)], [-1, -1, 1]);
  assert.deepEqual([...encodeTargets("huber", [0.3], 0)], [0.3]);
  assert.deepEqual(
    [0, 1].map((r) => predictedClass([0.1, 0.7, 0.2, -3, -5, -4], r, 3)),
    [1, 0],
  );
});

test("a grid shows what each unit says at each pixel", () => {
  const names = Object.keys(FEATURES);
  const net = network([7, 3, 2], ["relu", "linear"]);
  initialize(net, "normal", 1);
  const [size, reach] = [8, 4];
  const grid = makeGrid(names, size, reach);
  const maps = evaluateGrid(net, grid);
  for (const [row, column] of [
    [0, 0],
    [0, 7],
    [5, 2],
  ]) {
    const point = Float64Array.of(-3.5 + column, 3.5 - row); // centers of unit pixels; the first row is the top
    const inputs = expandFeatures(point, names);
    forward(net, inputs, 1);
    const pixel = row * size + column;
    close(
      grid.features.map((map) => map[pixel]),
      inputs,
      "features",
    );
    net.layers.forEach(({ a, outputs }, k) =>
      close(
        maps[k].map((map) => map[pixel]),
        a.subarray(0, outputs),
        `layer ${k}`,
      ),
    );
  }
  net.params.fill(0);
  assert.equal(evaluateGrid(net, grid, maps), maps);
  assert.deepEqual(new Set(maps[1][0]), new Set([0]));
});
