// What a cell prints on its way to the page: a line at once, a flood in few messages, of a long text both ends.

import assert from "node:assert/strict";
import { test } from "node:test";
import { flow } from "../../book/cells/page/flow.mjs";

function watched() {
  const sent = [];
  const clock = { time: 0 };
  const shown = flow(
    (kind, text) => sent.push([kind, text]),
    () => clock.time,
  );
  shown.begin();
  return { sent, clock, shown };
}

test("a line leaves at once, and each kind by itself", () => {
  const { sent, shown } = watched();
  shown.take("stdout", "a\n");
  shown.take("stderr", "b\n");
  shown.take("display", "{}");
  assert.deepEqual(sent, [
    ["stdout", "a\n"],
    ["stderr", "b\n"],
    ["display", "{}"],
  ]);
});

test("a burst waits, and leaves while Python computes", () => {
  const { sent, clock, shown } = watched();
  for (let i = 0; i < 100; i += 1) shown.take("stdout", `${i}\n`);
  const before = sent.length;
  assert.ok(before <= 20);
  shown.tick();
  assert.equal(sent.length, before);
  clock.time = 60;
  shown.tick();
  assert.equal(sent.length, before + 1);
  assert.match(sent.at(-1)[1], /\n99\n$/);
});

test("of 100,000 lines the first thousand and the last are kept, in few messages", () => {
  const { sent, clock, shown } = watched();
  let all = "";
  for (let i = 0; i < 100_000; i += 1) {
    clock.time += 0.005;
    all += `${i}\n`;
    shown.take("stdout", `${i}\n`);
  }
  shown.end();
  const texts = (kind) => sent.filter(([one]) => one === kind).map(([, text]) => text);
  const first = texts("stdout").join("");
  assert.match(first, /^0\n1\n[\s\S]*\n999\n$/);
  assert.ok(sent.length < 100);
  const [, left, last] = /^… ([\d,]+) characters are left out …\n([\s\S]*)$/.exec(texts("rest").at(-1));
  assert.match(last, /^\d{5}\n[\s\S]*\n99999\n$/);
  assert.equal(first.length + last.length + Number(left.replaceAll(",", "")), all.length);
});

test("one line of ten million letters keeps its ends", () => {
  const { sent, shown } = watched();
  shown.take("stdout", `${"x".repeat(1e7)}!\n`);
  shown.end();
  assert.equal(sent[0][1], "x".repeat(50_000));
  assert.match(sent.at(-1)[1], /^… 9,945,002 characters are left out …\nx+!\n$/);
});

test("a text that only just does not fit is whole all the same", () => {
  const { sent, shown } = watched();
  const text = "y\n".repeat(1_200);
  shown.take("stdout", text);
  shown.end();
  assert.equal(sent.map(([, part]) => part).join(""), text);
});

test("what comes after a display does not repeat what stands above it; no more than 200 are shown", () => {
  const { sent, shown } = watched();
  shown.take("stdout", "y\n".repeat(1_001));
  shown.take("display", "{}");
  shown.take("stdout", "z\n");
  shown.end();
  assert.deepEqual(sent.slice(1), [
    ["rest", "y\n"],
    ["display", "{}"],
    ["rest", "z\n"],
  ]);
  for (let i = 0; i < 300; i += 1) shown.take("display", "{}");
  assert.equal(sent.filter(([kind]) => kind === "display").length, 200);
  assert.deepEqual(sent.at(-1), ["stdout", "… more is not shown\n"]);
});
