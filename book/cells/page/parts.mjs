// What a worker fetches before Python can start: once a browser, checked, unpacked, compiled.

import { ZSTDDecoder } from "zstddec";

const decoder = new ZSTDDecoder();

/** The browser's store for what we fetch; none where a page is not served safely, or where it is forbidden. */
const openStore = async () => globalThis.caches?.open("course-cells").catch(() => undefined);

/** The bytes of a file of cells.json; kept in the browser under its name, which holds the content's sum. */
async function bytesOf(base, { file, sha256 }, tell) {
  const url = new URL(file, base).href;
  const store = await openStore();
  const kept = await store?.match(url);
  if (kept) {
    const bytes = new Uint8Array(await kept.arrayBuffer());
    if (await isRight(bytes, sha256)) return bytes;
  }
  // a damaged answer may lie in the browser's own memory: then once more, past it
  for (const cache of ["default", "reload"]) {
    const response = await fetch(url, { cache });
    if (!response.ok) throw Error(`${file}: ${response.status}`);
    const bytes = new Uint8Array(await response.arrayBuffer());
    tell(bytes.length);
    if (!(await isRight(bytes, sha256))) continue;
    await store?.put(url, new Response(bytes)).catch(() => {}); // a full disk only costs time
    return bytes;
  }
  throw Error(`${file} is damaged`);
}

/** A page that is not served safely has no sums; its packs then only have to unpack. */
async function isRight(bytes, sha256) {
  const sum = await globalThis.crypto.subtle?.digest("SHA-256", bytes);
  return !sum || hexadecimal(sum) === sha256;
}

const hexadecimal = (buffer) =>
  Array.from(new Uint8Array(buffer), (byte) => byte.toString(16).padStart(2, "0")).join("");

/** Once it is, `unpackedNow` may be called. */
export const decoderReady = () => decoder.init();

async function unpacked(bytes, raw) {
  await decoderReady();
  return unpackedNow(bytes, raw);
}

/** The bytes of a pack. */
export function unpackedNow(bytes, raw) {
  const found = decoder.decode(bytes, raw);
  if (found.length !== raw) throw Error("a pack does not unpack");
  return found;
}

/** The compiled modules of one pack, by name. */
async function compiled(base, pack, tell) {
  const all = await unpacked(await bytesOf(base, pack, tell), pack.raw);
  let at = 0;
  const parts = pack.modules.map(([name, size]) => {
    at += size;
    return WebAssembly.compile(all.subarray(at - size, at)).then((module) => [name, module]);
  });
  return Promise.all(parts);
}

/** The list of files that come late. */
export async function lateParts(base, { late }, tell) {
  const bytes = await unpacked(await bytesOf(base, late, tell), late.raw);
  return JSON.parse(new TextDecoder().decode(bytes));
}

/** Forgets what an earlier build of this book left in the store. */
async function forgetOthers(base, manifest) {
  const store = await openStore();
  const names = JSON.stringify(manifest);
  for (const request of (await store?.keys()) ?? [])
    if (request.url.startsWith(base) && !names.includes(request.url.slice(base.length)))
      await store.delete(request);
}

/** The snapshot itself, or one that is here already and can all that it can: a page that draws left it. */
async function nearest(base, snapshots, name) {
  const store = await openStore();
  const can = ({ modules }) =>
    snapshots[name].modules.every(({ file }) => modules.some((m) => m.file === file));
  const able = Object.values(snapshots).filter(can);
  for (const one of [snapshots[name], ...able])
    if (await store?.match(new URL(one.memory.file, base).href)) return one;
  return snapshots[name];
}

/** All parts of a snapshot: compiled modules by name, its memory, and what comes late. */
export async function partsOf(base, manifest, name, tell) {
  const { core, snapshots } = manifest;
  const { memory, modules } = await nearest(base, snapshots, name);
  const packs = modules.map((pack) => compiled(base, pack, tell));
  const whole = bytesOf(base, memory, tell).then((bytes) => unpacked(bytes, memory.raw));
  const [found, late, heap] = await Promise.all([Promise.all(packs), lateParts(base, core, tell), whole]);
  await forgetOthers(base, manifest);
  return { modules: new Map(found.flat()), late, memory: heap };
}
