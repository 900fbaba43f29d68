// Files in and out: what lies below a folder, and names that hold the content's sum.

import { createHash } from "node:crypto";
import { mkdirSync, readdirSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { constants, zstdCompressSync } from "node:zlib";

/** Every file below a folder, sorted. */
export function filesBelow(folder) {
  const all = readdirSync(folder, { recursive: true }).map((file) => file.replaceAll("\\", "/"));
  return all.filter((file) => statSync(join(folder, file)).isFile()).sort();
}

const BEST = 19; // of zstd's levels, and slow

function compressed(data, level) {
  const params = { [constants.ZSTD_c_compressionLevel]: level, [constants.ZSTD_c_windowLog]: 26 };
  return zstdCompressSync(data, { params });
}

/** A folder that is written to; each `put` answers with what a page must know of the file. */
export function outputFolder(out) {
  mkdirSync(out, { recursive: true });
  const put = (name, data) => {
    const sha256 = createHash("sha256").update(data).digest("hex");
    const [stem, ...kinds] = name.split(".");
    const file = [stem, sha256.slice(0, 12), ...kinds].join(".");
    writeFileSync(join(out, file), data);
    return { file, sha256, bytes: data.length };
  };
  /** Compressed; `raw` is the length before. */
  const pack = (name, data, level = BEST) => {
    const entry = put(`${name}.zst`, compressed(data, level));
    return { ...entry, raw: data.length };
  };
  return { put, pack };
}
