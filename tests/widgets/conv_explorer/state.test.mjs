// What the menus of the convolution explorer make of the input and its filters.
import assert from "node:assert/strict";
import { test } from "node:test";
import { agree, analyse, edits, following, nameOf } from "../../../course_lib/cnn/conv_explorer/state.js";

const KERNELS = {
  identity: { 1: [[1]], 3: [[0, 0, 0], [0, 1, 0], [0, 0, 0]] }, // biome-ignore format: matrices
  blur: { 1: [[1]], 3: [[1, 1, 1], [1, 1, 1], [1, 1, 1]] }, // biome-ignore format: matrices
};
const OWN = [[1, 2, 3], [4, 5, 6], [7, 8, 9]]; // biome-ignore format: a matrix
const start = { x: [OWN], weight: [[KERNELS.identity[3]]], stride: 1, padding: 1, dilation: 1 };
const state = { ...start, way: "forward", pick: [0, 0, 0], arrives: "one", upstream: 1 };

test("pixels are added and cut off on all sides alike", () => {
  const larger = edits.size(state, 5).x[0];
  assert.deepEqual(larger[1], [0, 1, 2, 3, 0]);
  assert.deepEqual(edits.size({ x: [larger] }, 3).x[0], OWN);
  assert.deepEqual(edits.size(state, 1).x[0], [[5]]);
});

test("a kernel with a name keeps it, one's own keeps its middle", () => {
  assert.deepEqual(edits.kernelSize(state, KERNELS, 1).weight, [[[[1]]]]);
  assert.deepEqual(edits.kernelSize({ weight: [[OWN]] }, KERNELS, 1).weight, [[[[5]]]]);
  assert.deepEqual(edits.kernelSize({ weight: [[[[5]]]] }, KERNELS, 3).weight[0][0][1], [0, 5, 0]);
  assert.equal(nameOf(KERNELS.blur[3], KERNELS), "blur");
  assert.equal(nameOf(OWN, KERNELS), "");
});

test("every channel has a kernel in every filter", () => {
  const two = { ...state, ...edits.channels(state, 2) };
  const four = { ...two, ...edits.filters(two, 2) };
  assert.deepEqual([four.x.length, four.weight.length, four.weight[1].length], [2, 2, 2]);
  assert.deepEqual(agree(four, state), four);
  assert.deepEqual(agree({ x: four.x, stride: 2 }, state), { stride: 2 });
  const one = { ...four, ...edits.channels(four, 1) };
  assert.deepEqual([one.x.length, one.weight[1].length], [1, 1]);
});

test("an edit leaves what stood there before", () => {
  edits.pixel(state, [0, 0, 0], 9);
  edits.weight(state, [0, 0, 0, 0], 9);
  edits.clear(state);
  assert.equal(state.x[0][0][0], 1);
  assert.equal(state.weight[0][0][0][0], 0);
});

test("the window goes row after row, map after map, and ends", () => {
  const all = analyse({ ...state, ...edits.filters(state, 2) });
  const trail = [[0, 0, 0]];
  for (let next = following(all); next; next = following({ ...all, pick: next })) trail.push(next);
  assert.equal(trail.length, 18);
  assert.deepEqual([trail[3], trail[9], trail[17]], [[0, 1, 0], [1, 0, 0], [1, 2, 2]]); // biome-ignore format: places
});

test("a kernel that does not fit is told with its numbers", () => {
  const { out, unfit } = analyse({ ...state, padding: 0, dilation: 2 });
  assert.equal(out, null);
  assert.deepEqual(unfit, { reach: 5, size: 3, padding: 0 });
});

test("one number of the second layer sees the windows of its window", () => {
  const { field } = analyse({ ...state, ...edits.size(state, 7), padding: 0, way: "stack", pick: [0, 1, 1] });
  assert.deepEqual([field.size, field.seen.size], [5, 25]);
});
