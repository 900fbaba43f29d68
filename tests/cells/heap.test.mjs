// The memory of a snapshot: what is written over a fresh one gives back the whole.
import assert from "node:assert/strict";
import { test } from "node:test";
import { PAGE, packed, runsOf, wipeFree } from "../../book/cells/heap.mjs";
import { opened, written } from "../../book/cells/page/restore.mjs";

const SIZE = 64 * PAGE;

/** Memories with these bytes set. */
const memory = (bytes) => {
  const heap = new Uint8Array(SIZE);
  for (const [at, value] of Object.entries(bytes)) heap[at] = value;
  return heap;
};

const CASES = {
  "nothing differs": [memory({ 3: 1 }), memory({ 3: 1 })],
  "first and last byte": [memory({ 0: 1, [SIZE - 1]: 2 }), memory({})],
  "what a fresh one has and the snapshot not": [memory({ 700: 1 }), memory({ 40: 9, 900: 8 })],
  "runs so near that they are one": [memory({ 0: 1, [2 * PAGE]: 1, [9 * PAGE]: 1 }), memory({})],
};

for (const [name, [heap, fresh]] of Object.entries(CASES))
  test(`a pack written over a fresh memory is the snapshot: ${name}`, () => {
    const pack = new Uint8Array(packed(heap, runsOf(heap, fresh, fresh), { conf: { é: 1 } }));
    const found = opened(pack);
    assert.deepEqual(found.conf, { é: 1 });
    const target = fresh.slice();
    written(target, found);
    assert.deepEqual(target, heap);
  });

test("a pack holds what differs and no more", () => {
  const runs = runsOf(memory({ 0: 1, [20 * PAGE]: 1 }), memory({}), memory({}));
  assert.deepEqual(runs, [
    [0, 1],
    [20, 21],
  ]);
});

test("where two fresh memories differ, the snapshot's byte is told though it equals the first", () => {
  const heap = memory({ 100: 5 });
  assert.deepEqual(runsOf(heap, memory({ 100: 5 }), memory({ 100: 6 })), [[3, 4]]);
});

test("only what malloc has free is wiped, and its lists stay", () => {
  const M = { ___heap_base: 8, HEAPU8: new Uint8Array(4096).fill(7), _emscripten_get_sbrk_ptr: () => 0 };
  M.HEAPU32 = new Uint32Array(M.HEAPU8.buffer);
  const end = 8 + 512 + 256 + 128;
  M.HEAPU32[0] = end;
  const chunk = (at, size, used) => {
    M.HEAPU32[(at + 4) / 4] = size | 1 | (used ? 2 : 0);
  };
  chunk(8, 512, false);
  chunk(520, 256, true);
  chunk(776, 128, false);
  wipeFree(M);
  const all = (from, to, value) => M.HEAPU8.subarray(from, to).every((byte) => byte === value);
  assert.ok(all(8 + 32, 520, 0)); // free and large
  assert.ok(all(16, 8 + 32, 7)); // the links of its tree
  assert.ok(all(528, 776, 7)); // in use
  assert.ok(all(776 + 16, end, 0)); // free and small
  assert.ok(all(end, 4096, 0)); // never given out
});
