// The memory of a snapshot: made small before it is taken, then only what a fresh Python has not.

export const PAGE = 32; // bytes; runs are told in pages
const GAP = 2; // pages: two runs so near are one

/** Frees the files of the side modules, which are compiled already. Offsets are those of `struct dso`. */
export function freeSources(M, libs) {
  for (const { handle } of libs) {
    const [source, size] = [(handle + 28) >>> 2, (handle + 32) >>> 2];
    if (M.HEAPU32[source] && M.HEAPU32[size]) M._free(M.HEAPU32[source]);
    M.HEAPU32[source] = 0;
    M.HEAPU32[size] = 0;
  }
}

/** Writes zeros over what dlmalloc has free: each chunk begins with its size, bit 1 says that it is in use. */
export function wipeFree(M) {
  const end = M.HEAPU32[M._emscripten_get_sbrk_ptr() >>> 2];
  for (let at = (M.___heap_base + 7) & ~7; at < end; ) {
    const head = M.HEAPU32[(at + 4) >>> 2];
    const size = head & ~7;
    if (size < 16 || at + size > end) break; // the last chunk is malloc's own
    const links = size < 256 ? 16 : 32; // of the list, or of the tree of free chunks
    if (!(head & 2) && size > links + 8) M.HEAPU8.fill(0, at + links, at + size);
    at += size;
  }
  M.HEAPU8.fill(0, end);
}

/** Runs of pages in which `heap` differs from a fresh memory, or in which two fresh ones differ. */
export function runsOf(heap, fresh, again) {
  const differs = (page) => {
    const end = (page + 1) * PAGE;
    for (let at = page * PAGE; at < end; at += 1)
      if (heap[at] !== fresh[at] || fresh[at] !== again[at]) return true;
    return false;
  };
  const runs = [];
  for (let page = 0; page * PAGE < heap.length; page += 1) {
    if (!differs(page)) continue;
    const last = runs.at(-1);
    if (last && page - last[1] <= GAP) last[1] = page + 1;
    else runs.push([page, page + 1]);
  }
  return runs;
}

/** The pack that restore.mjs opens: length of the JSON, the JSON, the runs, the bytes of each. */
export function packed(heap, runs, facts) {
  const text = JSON.stringify({ ...facts, page: PAGE, runs: runs.length });
  const json = Buffer.from(text + " ".repeat(-Buffer.byteLength(text) & 3));
  const steps = runs.flatMap(([from, to], i) => [from - (runs[i - 1]?.[0] ?? 0), to - from]);
  const length = Buffer.alloc(4);
  length.writeUInt32LE(json.length);
  const bodies = runs.map(([from, to]) => heap.subarray(from * PAGE, to * PAGE));
  return Buffer.concat([length, json, Buffer.from(Uint32Array.from(steps).buffer), ...bodies]);
}
