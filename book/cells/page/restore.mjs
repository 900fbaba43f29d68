// Puts a Python together whose memory was recorded: the main module's functions numbered as they were, each side module
// at its recorded place in memory and table, then the memory itself. `M` is Emscripten's module; the record was
// written by record.mjs with the same core. Private fields of Pyodide are used, therefore its version is pinned.

const importsOf = (M) => M.LDSO.loadedLibsByName.__main__.exports;

/** The functions of the main module that have a place in the table, by name. */
export function namesOfMain(M) {
  const imports = importsOf(M);
  return Object.keys(M.GOT)
    .filter((name) => typeof imports[name] === "function" && M.GOT[name].value > 0)
    .sort();
}

/** A small number that tells two lists of names apart. */
export function checkOf(names) {
  let check = 7;
  for (const name of names) for (const letter of name) check = (check * 31 + letter.codePointAt(0)) | 0;
  return check;
}

/** Where Python keeps the table index of its trampoline, which some engines have and others have not. */
const cellOf = (M) => (M.__PyRuntime + M.HEAP32[M.__PyEM_EMSCRIPTEN_TRAMPOLINE_OFFSET >>> 2]) >>> 2;

/** The table of the main module, recorded before a side module is loaded. */
export function describeMain(M) {
  if (!M.HEAP32[cellOf(M)]) M.wasmTable.grow(1); // the trampoline's place, in an engine that has none
  const names = namesOfMain(M);
  const table0 = M.wasmTable.length;
  const places = names.map((name) => M.GOT[name].value);
  return { names: names.length, check: checkOf(names), places, table0, trampoline: table0 - 1 };
}

/** Brings the table to the recorded numbers: engines number the functions of the same module differently. */
function numberMain(M, record) {
  const names = namesOfMain(M);
  if (names.length !== record.names || checkOf(names) !== record.check) throw Error("another main module");
  const table = M.wasmTable;
  const mirror = M.wasmTableMirror;
  const place = M.HEAP32[cellOf(M)];
  const trampoline = place ? table.get(place) : null;
  const functions = names.map((name) => table.get(M.GOT[name].value));
  const objects = names.map((name) => importsOf(M)[name]);
  if (table.length < record.table0) table.grow(record.table0 - table.length);
  names.forEach((name, i) => {
    const at = record.places[i];
    if (M.GOT[name].value !== at) {
      table.set(at, functions[i]);
      M.GOT[name].value = at;
    }
    if (M.getFunctionAddress(objects[i]) !== at) mirror[at] = objects[i];
  });
  table.set(record.trampoline, trampoline);
  mirror.length = Math.min(mirror.length, record.table0);
  mirror[record.trampoline] = trampoline;
  M.updateTableMap(0, record.table0);
  return trampoline ? record.trampoline : 0;
}

/** One side module at its recorded place; what it exports. */
function link(M, lib, module) {
  const imports = importsOf(M);
  const found = M.getDylinkMetadata(module);
  if (found.memorySize !== lib.memorySize || found.tableSize !== lib.tableSize)
    throw Error(`another build of ${lib.name}`);
  const need = lib.tableBase + lib.tableSize - M.wasmTable.length;
  if (need > 0) M.wasmTable.grow(need);
  const known = (name) => imports[name] && !imports[name].stub && imports[name];
  let own;
  const late = (name) =>
    function resolved(...args) {
      const f = known(name) || own[name];
      if (!f) throw Error(`${lib.name} asks for ${name}`);
      return f(...args);
    };
  const given = new Map([
    ["__memory_base", lib.memoryBase],
    ["__table_base", lib.tableBase],
  ]);
  const giveFor = (name) => {
    if (!given.has(name)) given.set(name, known(name) || late(name));
    return given.get(name);
  };
  const env = new Proxy({}, { get: (_, name) => giveFor(name) });
  const got = new Proxy(found.weakImports, M.GOTHandler);
  const instance = new WebAssembly.Instance(module, {
    "GOT.mem": got,
    "GOT.func": got,
    env,
    wasi_snapshot_preview1: env,
  });
  own = M.relocateExports(instance.exports, lib.memoryBase);
  if ("__start_em_asm" in own || Object.keys(own).some((name) => name.startsWith("__em_js__")))
    throw Error(`${lib.name} brings JavaScript, which is not restored`);
  const entry = M.newDSO(lib.name, lib.handle, own);
  entry.refcount = lib.refcount ?? Number.POSITIVE_INFINITY;
  entry.global = lib.global;
  return own;
}

/** The slots that no module filled by itself, and the addresses of symbols. */
function fillTable(M, record, exportsOf) {
  const table = M.wasmTable;
  const imports = importsOf(M);
  if (record.tableLength > table.length) table.grow(record.tableLength - table.length);
  for (const [at, lib, name] of record.slots) {
    const f = lib ? exportsOf.get(lib)[name] : imports[name];
    if (!f) throw Error(`nothing for slot ${at}: ${lib} ${name}`);
    table.set(at, f);
    M.wasmTableMirror[at] = f;
  }
  for (const [name, value] of Object.entries(record.got)) {
    M.GOT[name] ??= new WebAssembly.Global({ value: "i32", mutable: true }, -1);
    M.GOT[name].value = value;
  }
  M.updateTableMap(record.main.table0, record.tableLength - record.main.table0);
  M.freeTableIndexes.push(...record.freeSlots);
}

/** Writes the recorded runs over a fresh memory. */
export function written(memory, { runs, body, page }) {
  let at = 0;
  let from = 0;
  for (let i = 0; i < runs.length; i += 2) {
    at += runs[i] * page;
    const n = runs[i + 1] * page;
    memory.set(body.subarray(from, from + n), at);
    from += n;
  }
}

/** Links everything; what comes back writes the memory, and answers with the configuration Pyodide asks for. */
export function restore(M, record, modules) {
  const trampoline = numberMain(M, record.main);
  const need = record.heap - M.HEAP8.length;
  if (need > 0 && !M.growMemory(record.heap)) throw Error("the browser gives no memory");
  const exportsOf = new Map(record.libs.map((lib, i) => [lib.name, link(M, lib, modules[i])]));
  fillTable(M, record, exportsOf);
  return (pack) => {
    written(M.HEAPU8, pack);
    M.HEAP32[cellOf(M)] = trampoline;
    return pack.conf;
  };
}

/** The parts of a memory pack: length of the JSON, JSON, runs (pages since the last began, pages), their bytes. */
export function opened(pack) {
  const length = new DataView(pack.buffer, pack.byteOffset).getUint32(0, true);
  const head = JSON.parse(new TextDecoder().decode(pack.subarray(4, 4 + length)));
  const begin = 4 + length;
  const runs = new Uint32Array(pack.slice(begin, begin + 8 * head.runs).buffer);
  return { ...head, runs, body: pack.subarray(begin + 8 * head.runs) };
}
