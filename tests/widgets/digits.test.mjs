// The digit explorer against course_lib.cnn: pictures, scores, maps, gradients, covers; and its pen.
import assert from "node:assert/strict";
import { test } from "node:test";
import { drawn, moved } from "../../course_lib/cnn/digit_explorer/drawing.js";
import {
  coveredAt,
  forward,
  gradient,
  layers,
  occlusion,
  placesOf,
  softmax,
} from "../../course_lib/cnn/digit_explorer/network.js";
import { penOf } from "../../course_lib/cnn/digit_explorer/pen.js";
import { python } from "../../course_lib/cnn/digit_explorer/python.js";
import { analyse, following, MAPS, picked } from "../../course_lib/cnn/digit_explorer/state.js";
import { close, fixture } from "./fixtures.mjs";

const { cases, pixels } = fixture("digits");
const named = cases.map((c) => [c, JSON.stringify(c.settings).slice(0, 90)]);

test("pictures, scores and maps are those of course_lib", () => {
  assert.ok(cases.length > 6);
  for (const [c, name] of named) {
    const all = analyse(c.settings, pixels);
    assert.equal(all.target, c.target, name);
    close(all.image, c.image, `picture of ${name}`, 1e-9, 1);
    close(all.all.scores, c.scores, `scores of ${name}`, 1e-9, 1);
    for (const [at, { layer, i, side }] of MAPS.entries()) {
      const values = all.all[layer].subarray(i * side * side, (i + 1) * side * side);
      const told = [values.reduce((a, b) => a + b, 0), Math.max(...values)];
      told.push(values.reduce((sum, v, k) => sum + v * Math.sin(k), 0));
      close(told, c.maps[at], `map ${at} of ${name}`, 1e-9, 1);
    }
  }
});

test("where it looked is what course_lib says, for each pixel and for each place of the cover", () => {
  for (const [c, name] of named) {
    const see = (look) => analyse({ ...c.settings, look }, pixels).looked;
    close(see("gradient").values, c.gradient, `gradient of ${name}`, 1e-9, 1);
    close(see("saliency").values, c.gradient.map(Math.abs), `saliency of ${name}`, 1e-9, 1);
    close(see("occlusion").values, c.occlusion, `occlusion of ${name}`, 1e-9, 1);
    assert.equal(see("none"), null);
  }
});

test("the gradient predicts what a little more ink changes", () => {
  const plain = drawn(cases[3].settings.strokes, 2.5, true);
  const image = plain.map((v, i) => 0.05 + 0.9 * v + 0.04 * Math.sin(i * i)); // no two windows are equal
  const all = forward(image);
  const slopes = gradient(all, 7);
  const h = 1e-6;
  let checked = 0;
  for (let at = 0; at < 784; at += 13) {
    const [up, low] = [h, -h].map((by) => forward(image.map((v, i) => (i === at ? v + by : v))).scores[7]);
    close([(up - low) / (2 * h)], [slopes[at]], `pixel ${at}`, 1e-4, 1);
    checked += 1;
  }
  assert.ok(checked > 5);
});

test("the network has 11,978 numbers, and its probabilities sum to 1", () => {
  const size = layers().reduce((sum, { weight, bias }) => sum + weight.length + bias.length, 0);
  assert.equal(size, 11978);
  for (const { scores } of cases) close([softmax(scores).reduce((a, b) => a + b, 0)], [1], "sum");
  close(softmax([1000, 1000]), [0.5, 0.5], "large scores");
});

test("the cover steps over every place once and then ends", () => {
  for (const patch of [1, 5, 12]) {
    let [covered, n] = [-1, 0];
    for (let next = following({ patch, covered }); next !== null; next = following({ patch, covered })) {
      covered = next;
      n += 1;
    }
    assert.equal(n, placesOf(patch) ** 2);
  }
  const covered = coveredAt(new Float64Array(784).fill(1), placesOf(5) ** 2 - 1, 5);
  assert.equal(
    covered.reduce((a, b) => a + b),
    784 - 25,
  );
  assert.equal(covered[26 * 28 + 26], 0);
  assert.ok(occlusion(new Float64Array(784), 3, 5).every((v) => v === 0));
});

test("a cover shows the map up to where it is", () => {
  const { settings } = cases[0];
  const all = analyse({ ...settings, covered: 50 }, pixels);
  assert.ok(all.looked.values.subarray(51).every((v) => v === 0));
  close(all.fall, cases[0].occlusion[50], "what it costs now", 1e-9, 1);
  assert.equal(analyse({ ...settings, patch: 12, covered: 190 }, pixels).covered, -1);
  assert.equal(analyse(settings, pixels, true).looked, null);
});

test("the framed window is what the peak of a map sees: nothing outside of it changes that number", () => {
  for (const map of [2, 9, 20]) {
    const state = { ...cases[0].settings, map };
    const { seen, ...all } = analyse(state, pixels);
    const { peak, window, layer, i, side } = picked(state, all);
    const inside = (k) => {
      const [row, column] = [Math.floor(k / 28) - window.top, (k % 28) - window.left];
      return row >= 0 && row < window.size && column >= 0 && column < window.size;
    };
    const other = forward(seen.map((v, k) => (inside(k) ? v : 1 - v)))[layer];
    assert.equal(other[i * side * side + peak.row * side + peak.column], peak.value);
  }
});

test("a picture moved away is gone, and moved by nothing it is itself", () => {
  const image = Float64Array.from(cases[0].image);
  assert.equal(moved(image, 0, 0, 0), image);
  assert.ok(moved(image, 28, 0, 0).every((v) => v === 0));
  assert.equal(moved(image, 3, 1, 0)[15 * 28 + 14], image[14 * 28 + 11]);
});

test("a pen keeps to its limits and leaves out points that hardly differ", () => {
  let strokes = [];
  const pen = penOf({
    get: () => strokes,
    put: (all) => {
      strokes = all;
    },
  });
  pen.on(3, 3); // no stroke has begun
  assert.deepEqual(strokes, []);
  pen.begin(1, 1);
  pen.on(1.2, 1);
  assert.deepEqual(strokes, [[1, 1]]);
  for (let k = 0; k < 3000; k += 1) pen.on(k % 28, (7 * k) % 28);
  assert.equal(strokes.length, 12);
  assert.ok(strokes.every((stroke) => stroke.length <= 240 && stroke.length % 2 === 0));
  const full = strokes;
  pen.begin(2, 2);
  assert.equal(strokes, full);
});

test("the copied code has lines that a page can hold", () => {
  const long = { ...cases[4].settings, strokes: [Array.from({ length: 240 }, (_, i) => (i % 28) + 0.1)] };
  for (const settings of [long, ...cases.map((c) => c.settings)])
    for (const line of python(settings, { target: 3, covered: 4 }).split("\n"))
      assert.ok(line.length <= 96, line);
});
