// How many characters a frame gets.
import assert from "node:assert/strict";
import { test } from "node:test";
import { pace } from "../../../course_lib/attention/tensor_explorer/pace.js";

const FRAME = 1000 / 60; // ms

// The characters that so many frames write at a speed, the one `apart` ms after the other.
function written(its, speed, frames, apart = FRAME) {
  let all = 0;
  its.begin();
  for (let k = 0; k < frames; k += 1) all += its.frame(k * apart, all, speed);
  return all;
}

test("a second has as many characters as it says, and the first comes at once", () => {
  for (const speed of [5, 20, 60])
    for (const apart of [1000 / 144, FRAME, 1000 / 30]) {
      const all = written(pace(), speed, 1 + Math.round(1000 / apart), apart);
      assert.ok(Math.abs(all - (speed + 1)) <= 1, `${all} at ${speed}, a frame of ${apart} ms`);
    }
  assert.equal(written(pace(), 5, 2), 1);
});

test("what a hidden page has missed is not made up for", () => {
  assert.ok(written(pace(), 60, 2, 60_000) <= 7);
});

test("as fast as it goes, there is more room up to the first late frame, and less after it", () => {
  const its = pace();
  const rooms = [];
  its.begin();
  let now = 0;
  const frame = (apart) => {
    now += apart;
    assert.equal(its.frame(now, 0, 0), 0);
    rooms.push(its.room);
  };
  for (let k = 0; k < 10; k += 1) frame(FRAME);
  assert.ok(rooms.every((room, k) => k === 0 || room > rooms[k - 1]));
  frame(3 * FRAME);
  const [before, late] = rooms.slice(-2);
  assert.ok(late < before);
  frame(FRAME);
  assert.ok(rooms.at(-1) > late && rooms.at(-1) - late < rooms[1] - rooms[0]);
  for (let k = 0; k < 50; k += 1) frame(3 * FRAME);
  const least = rooms.at(-1);
  assert.ok(least > 0);
  for (let k = 0; k < 2000; k += 1) frame(FRAME);
  assert.ok(rooms.at(-1) > least && rooms.at(-1) < FRAME);
});

test("frames of whole milliseconds, one a little late and the next early, are not late", () => {
  const its = pace();
  its.begin();
  let [now, before] = [0, its.room];
  for (const apart of [15, 19, 14, 20, 17, 16]) {
    now += apart;
    its.frame(now, 0, 0);
    assert.ok(its.room > before);
    before = its.room;
  }
});

test("it says how many a second there were", () => {
  const its = pace();
  its.begin();
  for (let k = 0; k < 60; k += 1) its.frame(k * FRAME, 30 * k, 0);
  assert.ok(Math.abs(its.rate - 1800) < 1);
  its.begin();
  assert.equal(its.rate, 0);
});
