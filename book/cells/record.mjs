// What restore.mjs must know of a running Python: side modules, the table's slots and the addresses of symbols.

/** Function tables and symbols as they are before a side module is loaded. */
export function before(M) {
  return { table: M.wasmTable.length, got: addresses(M) };
}

const addresses = (M) => new Map(Object.entries(M.GOT).map(([name, { value }]) => [name, value]));

/** The side modules in the order of their tables. Offsets are those of Emscripten's `struct dso`. */
function sideModules(M) {
  const loaded = Object.entries(M.LDSO.loadedLibsByHandle).map(([key, dso]) => [Number(key), dso]);
  const libs = loaded
    .filter(([handle]) => handle)
    .map(([handle, dso]) => ({
      name: dso.name,
      handle,
      global: dso.global,
      refcount: Number.isFinite(dso.refcount) ? dso.refcount : null,
      memoryBase: M.HEAPU32[(handle + 12) >>> 2],
      memorySize: M.HEAP32[(handle + 16) >>> 2],
      tableBase: M.HEAPU32[(handle + 20) >>> 2],
      tableSize: M.HEAP32[(handle + 24) >>> 2],
    }));
  return libs.sort((a, b) => a.tableBase - b.tableBase);
}

/** Function → [library, name]; the main module is "". */
function whoExports(M, libs) {
  const where = new Map();
  const note = (lib, exported) => {
    for (const [name, f] of Object.entries(exported))
      if (typeof f === "function" && !where.has(f)) where.set(f, [lib, name]);
  };
  for (const { name, handle } of libs) note(name, M.LDSO.loadedLibsByHandle[handle].exports);
  note("", M.LDSO.loadedLibsByName.__main__.exports);
  return where;
}

/** Everything restore.mjs asks for; a slot whose function nobody exports cannot be filled again and is refused. */
export function record(M, main, start) {
  const libs = sideModules(M);
  const where = whoExports(M, libs);
  const filled = (at) => libs.some((lib) => at >= lib.tableBase && at < lib.tableBase + lib.tableSize);
  const slots = [];
  for (let at = start.table; at < M.wasmTable.length; at += 1) {
    const f = filled(at) ? null : M.wasmTable.get(at);
    if (f === null) continue;
    if (!where.has(f)) throw Error(`refused: table slot ${at} holds a function without a name`);
    slots.push([at, ...where.get(f)]);
  }
  const got = [...addresses(M)].filter(([name, value]) => start.got.get(name) !== value);
  return {
    main,
    libs,
    slots,
    got: Object.fromEntries(got),
    tableLength: M.wasmTable.length,
    freeSlots: [...M.freeTableIndexes],
    heap: M.HEAP8.length,
  };
}

/** A file that is open here would be closed there. */
export function refuseOpenFiles(M) {
  const open = M.FS.streams.filter((stream) => stream && stream.fd > 2).map(({ path }) => path);
  if (open.length) throw Error(`refused: ${open.join(", ")} is open`);
}
