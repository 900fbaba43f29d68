// conv.js against conv2d, conv2d_backward and receptive_field of course_lib.
import assert from "node:assert/strict";
import { test } from "node:test";
import {
  backward,
  costs,
  forward,
  outputSize,
  places,
  products,
  receptiveField,
  windowOf,
  windowsOf,
} from "../../../course_lib/cnn/conv_explorer/conv.js";
import { close, fixture } from "../fixtures.mjs";

const { cases, fields } = fixture("conv");
const flat = (v) => v.flat(3);
const PLAIN = { stride: 1, padding: 0, dilation: 1 };

test("outputs are those of conv2d", () => {
  assert.ok(cases.length > 40);
  for (const { x, weight, how, y } of cases) {
    const out = forward(x, weight, how);
    assert.deepEqual([out.length, out[0].length, out[0][0].length], [y.length, y[0].length, y[0][0].length]);
    close(flat(out), flat(y), JSON.stringify(how), 1e-12, 1);
  }
});

test("gradients are those of conv2d_backward", () => {
  for (const { x, weight, how, grad, grad_x, grad_weight } of cases) {
    const back = backward(grad, x, weight, how);
    close(flat(back.x), flat(grad_x), `x, ${JSON.stringify(how)}`, 1e-12, 1);
    close(flat(back.weight), flat(grad_weight), `weight, ${JSON.stringify(how)}`, 1e-12, 1);
  }
});

test("the gradient of one output is the kernel at its window, and the window at the kernel", () => {
  const { x, weight } = cases.find(({ x }) => x.length === 1);
  const grad = forward(x, weight, PLAIN).map((map) => map.map((row) => row.map(() => 0)));
  grad[0][1][2] = 1;
  const back = backward(grad, x, weight, PLAIN);
  for (const { a, b, r, c } of windowOf(x, weight, [1, 2], PLAIN)) {
    assert.equal(back.x[0][r][c], weight[0][0][a][b]);
    assert.equal(back.weight[0][0][a][b], x[0][r][c]);
  }
});

test("a window on the padding sees zeros there", () => {
  const how = { stride: 1, padding: 1, dilation: 1 };
  const ones = [[[1, 1], [1, 1]]]; // biome-ignore format: a matrix
  const kernel = [[[[1, 1, 1], [1, 1, 1], [1, 1, 1]]]]; // biome-ignore format: a matrix
  const { channels, total } = products(ones, kernel, [0, 0, 0], how);
  assert.equal(channels[0].filter(({ inside }) => inside).length, 4);
  assert.equal(total, 4);
});

test("so many windows cover a pixel", () => {
  for (const { x, weight, how, y } of cases) {
    const size = [y[0].length, y[0][0].length];
    const places = y[0].flatMap((line, row) => line.map((_, column) => [row, column]));
    const covered = places.flatMap((at) => windowOf(x, weight, at, how).map(({ r, c }) => `${r},${c}`));
    for (const at of [[0, 0], [x[0].length - 1, 0], [x[0].length >> 1, x[0][0].length >> 1]]) // biome-ignore format: pixels
      assert.equal(windowsOf(weight, size, at, how), covered.filter((each) => each === at.join()).length);
  }
});

test("a kernel that does not fit gives nothing", () => {
  const x = [[[1, 2], [3, 4]]]; // biome-ignore format: a matrix
  const weight = [[[[1, 0, 0], [0, 1, 0], [0, 0, 1]]]]; // biome-ignore format: a matrix
  assert.equal(outputSize(x, weight, PLAIN), null);
  assert.equal(forward(x, weight, PLAIN), null);
  assert.deepEqual(outputSize(x, weight, { ...PLAIN, padding: 1 }), [2, 2]);
});

test("sizes, costs and receptive fields", () => {
  assert.equal(places(28, 5, PLAIN), 24);
  assert.equal(places(7, 3, { ...PLAIN, stride: 2 }), 3);
  for (const { layers, field } of fields) assert.deepEqual(receptiveField(layers), field);
  const { x, weight, y } = cases.at(-1);
  const [rows, cols] = [y[0].length, y[0][0].length];
  const parameters = flat(weight).length;
  assert.deepEqual(costs(x, weight, [rows, cols]), {
    parameters,
    multiplications: parameters * rows * cols,
  });
});
