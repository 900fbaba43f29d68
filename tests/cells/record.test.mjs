// What a snapshot is refused for, and what its record says of a table.
import assert from "node:assert/strict";
import { test } from "node:test";
import { weight } from "../../book/cells/make_snapshot.mjs";
import { checkOf, namesOfMain } from "../../book/cells/page/restore.mjs";
import { before, record, refuseOpenFiles } from "../../book/cells/record.mjs";

const f = Object.fromEntries(["main", "side", "nameless"].map((name) => [name, () => name]));

/** A module with one side module, whose own two slots come after the main module's three. */
function python(more = []) {
  const slots = [null, f.main, null];
  const M = {
    HEAP8: new Int8Array(256),
    wasmTable: {
      get: (at) => slots[at],
      get length() {
        return slots.length;
      },
    },
    GOT: { main: { value: 1 }, data: { value: 64 } },
    freeTableIndexes: [2],
    LDSO: { loadedLibsByHandle: {}, loadedLibsByName: { __main__: { exports: { main: f.main, data: 1 } } } },
    FS: { streams: [] },
  };
  M.HEAP32 = new Int32Array(M.HEAP8.buffer);
  M.HEAPU32 = new Uint32Array(M.HEAP8.buffer);
  const start = before(M);
  M.HEAPU32.set([100, 30, 3, 2], (16 + 12) / 4); // memory and its size, table and its size
  M.LDSO.loadedLibsByHandle = {
    0: { name: "__main__" },
    16: { name: "side.so", global: false, refcount: Number.POSITIVE_INFINITY, exports: { side: f.side } },
  };
  slots.push(f.side, f.side, ...more);
  M.GOT.data = { value: 72 };
  return { M, start };
}

test("side modules are told with their places, and addresses that have changed", () => {
  const { M, start } = python();
  const told = record(M, { names: 1 }, start);
  assert.deepEqual(told.libs, [
    {
      name: "side.so",
      handle: 16,
      global: false,
      refcount: null,
      memoryBase: 100,
      memorySize: 30,
      tableBase: 3,
      tableSize: 2,
    },
  ]);
  assert.deepEqual(told.got, { data: 72 });
  assert.deepEqual(told.slots, []);
  assert.equal(told.tableLength, 5);
});

test("a slot beside the modules' own is told by the name of its function", () => {
  const { M, start } = python([f.main, null, f.side]);
  const { slots } = record(M, {}, start);
  assert.deepEqual(slots, [
    [5, "", "main"],
    [7, "side.so", "side"],
  ]);
});

test("a slot whose function nobody exports is refused", () => {
  const { M, start } = python([f.nameless]);
  assert.throws(() => record(M, {}, start), /refused: table slot 5 holds a function without a name/);
});

test("an open file is refused, and the three streams that are always open are not", () => {
  const { M } = python();
  M.FS.streams = [{ fd: 0, path: "/dev/stdin" }, { fd: 2, path: "/dev/stderr" }, null];
  refuseOpenFiles(M);
  M.FS.streams.push({ fd: 4, path: "/fonts/DejaVuSans.ttf" });
  assert.throws(() => refuseOpenFiles(M), /refused: \/fonts\/DejaVuSans\.ttf is open/);
});

test("functions of the main module are told by name, in one order, and another list has another check", () => {
  const { M } = python();
  assert.deepEqual(namesOfMain(M), ["main"]);
  assert.notEqual(checkOf(["a", "b"]), checkOf(["b", "a"]));
});

test("what a first page loads is all that it asks for", () => {
  const of = (bytes) => ({ bytes });
  const core = { pyodide: of(1e6), asm: of(2e6), late: of(3e6), wasm: of(1e9), stdlib: of(1e9) };
  const snapshots = { figures: { memory: of(4e6), modules: [of(5e6), of(6e6)] } };
  assert.equal(weight({ core, snapshots }, "figures"), 21);
});
