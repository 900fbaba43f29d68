// node make_snapshot.mjs STAGE OUT: two snapshots of Python, `numpy` and `figures`, as packs named by their content.
//
// STAGE holds what fetch.py brought, unpacked: core/ and site/, the site-packages with course_lib in it. OUT gets
// cells.json, which says what is what. A snapshot is refused if a file is open in it, if a slot of its table holds a
// function without a name, or if it is larger than its budget.

import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { filesBelow, outputFolder } from "./files.mjs";
import { freeSources, packed, runsOf, wipeFree } from "./heap.mjs";
import { lateFiles, SITE_PACKAGES } from "./late_files.mjs";
import { ENVIRONMENT, HOME } from "./page/environment.mjs";
import { describeMain, restore } from "./page/restore.mjs";
import { before, record, refuseOpenFiles } from "./record.mjs";

const MEGABYTE = 1e6;
// everything a first page loads, compressed, in megabytes
const BUDGETS = { numpy: 10.5, figures: 16.5 };

async function core(stage) {
  const of = (name) => import(pathToFileURL(join(stage, "core", name)));
  const [{ loadPyodide }, { default: create }] = [await of("pyodide.mjs"), await of("pyodide.asm.mjs")];
  return (options, created) =>
    loadPyodide({
      indexURL: `${join(stage, "core")}/`,
      env: ENVIRONMENT,
      createPyodideModule: async (settings) => created(await create(settings)),
      ...options,
    });
}

/** A Python with everything imported, tidied; its record, its memory and what Pyodide keeps beside. */
export async function grown(stage, name) {
  const load = await core(stage);
  let main;
  const py = await load({ _makeSnapshot: true }, (M) => {
    main = describeMain(M);
    return M;
  });
  const M = py._module;
  const start = before(M);
  for (const file of filesBelow(join(stage, "site"))) {
    const path = `${SITE_PACKAGES}/${file}`;
    M.FS.mkdirTree(path.slice(0, path.lastIndexOf("/")));
    M.FS.writeFile(path, readFileSync(join(stage, "site", file)));
  }
  py.runPython(`from course_cells import prepare; prepare.${name}()`);
  const facts = record(M, main, start);
  py.runPython("from course_cells import prepare; prepare.tidy(); del prepare");
  freeSources(M, facts.libs);
  wipeFree(M);
  refuseOpenFiles(M);
  const refuse = (object) => {
    throw Error(`refused: ${object} lives in JavaScript`);
  };
  keepHome(M, stage);
  const taken = py.makeMemorySnapshot({ serializer: refuse });
  const [, offset, length] = new Uint32Array(taken.buffer, 0, 3);
  const conf = JSON.parse(new TextDecoder().decode(taken.subarray(48, 48 + length)));
  return { record: facts, conf, heap: taken.subarray(offset) };
}

/** matplotlib's list of fonts, which it makes by reading every font there is. */
function keepHome(M, stage) {
  const cache = `${HOME}/.cache/matplotlib`;
  if (!M.FS.analyzePath(cache).exists) return;
  const to = join(stage, "home/.cache/matplotlib");
  mkdirSync(to, { recursive: true });
  for (const name of M.FS.readdir(cache).filter((each) => /^fontlist.*\.json$/.test(each)))
    writeFileSync(join(to, name), M.FS.readFile(`${cache}/${name}`));
}

/** A fresh memory, linked as a page links it, before the snapshot is written over it. */
async function fresh(stage, facts) {
  const modules = facts.libs.map((lib) => new WebAssembly.Module(readFileSync(sourceOf(stage, lib))));
  const load = await core(stage);
  let memory;
  await load({ _loadSnapshot: new Uint8Array(4) }, (M) => {
    restore(M, facts, modules);
    memory = M.HEAPU8.slice();
    throw Error("seen");
  }).catch((error) => {
    if (!memory) throw error;
  });
  return memory;
}

const sourceOf = (stage, lib) => join(stage, "site", lib.name.replace(`${SITE_PACKAGES}/`, ""));

/** Several files in one pack, each with its length. */
function packAll(folder, name, sources) {
  const parts = [...sources].map(([key, path]) => [key, readFileSync(path)]);
  const entry = folder.pack(name, Buffer.concat(parts.map(([, data]) => data)));
  return { ...entry, modules: parts.map(([key, data]) => [key, data.length]) };
}

/** What every page needs, and what a plain boot needs beside it. */
function putCore(stage, folder) {
  const read = (name) => readFileSync(join(stage, "core", name));
  const late = lateFiles(stage, folder.pack);
  return {
    pyodide: folder.put("pyodide.mjs", read("pyodide.mjs")),
    asm: folder.put("pyodide_asm.mjs", read("pyodide.asm.mjs")),
    wasm: folder.put("pyodide_asm.wasm", read("pyodide.asm.wasm")),
    stdlib: folder.put("python_stdlib.zip", read("python_stdlib.zip")),
    late: folder.pack("late", Buffer.from(JSON.stringify(late))),
  };
}

async function putSnapshot(stage, folder, name, known) {
  const { record: facts, conf, heap } = await grown(stage, name);
  const runs = runsOf(heap, await fresh(stage, facts), await fresh(stage, facts));
  const memory = folder.pack(name, packed(heap, runs, { conf, record: facts }));
  const sources = new Map([["", join(stage, "core/pyodide.asm.wasm")]]);
  for (const lib of facts.libs) sources.set(lib.name, sourceOf(stage, lib));
  for (const key of known) sources.delete(key);
  const modules = packAll(folder, `modules_${name}`, sources);
  return { memory, modules, heap: heap.length };
}

/** What a first page loads, in megabytes. */
export function weight({ core, snapshots }, name) {
  const { memory, modules } = snapshots[name];
  const all = [core.pyodide, core.asm, core.late, memory, ...modules];
  return all.reduce((sum, { bytes }) => sum + bytes, 0) / MEGABYTE;
}

async function main(stage, out) {
  const folder = outputFolder(out);
  const snapshots = {};
  const packs = [];
  for (const name of Object.keys(BUDGETS)) {
    const known = packs.flatMap(({ modules }) => modules.map(([key]) => key));
    const { memory, modules, heap } = await putSnapshot(stage, folder, name, known);
    console.log(`${name}: ${(heap / MEGABYTE).toFixed(1)} MB of heap, ${memory.bytes} bytes`);
    packs.push(modules);
    snapshots[name] = { memory, modules: [...packs] };
  }
  const made = { core: putCore(stage, folder), snapshots };
  for (const [name, budget] of Object.entries(BUDGETS)) {
    const megabytes = weight(made, name);
    const says = `${name}: a first page loads ${megabytes.toFixed(2)} MB`;
    if (megabytes > budget) throw Error(`refused: ${says}, its budget is ${budget} MB`);
    console.log(says);
  }
  writeFileSync(join(out, "cells.json"), JSON.stringify(made));
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const [stage, out] = process.argv.slice(2).map((path) => resolve(path));
  await main(stage, out);
  process.exit(0); // Pyodide keeps a Node alive
}
