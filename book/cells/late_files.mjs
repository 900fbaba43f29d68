// Files of site-packages that a page fetches when Python touches them: small ones by package, those of the library by
// topic, large ones and fonts alone.

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { filesBelow } from "./files.mjs";
import { HOME } from "./page/environment.mjs";

export const SITE_PACKAGES = "/lib/python3.14/site-packages";
const ALONE = 100_000; // bytes
const LEVEL = 9; // of zstd's: few of these packs are ever asked for

/** Folder of the stage → where Python finds it. */
const ROOTS = { site: SITE_PACKAGES, home: HOME };

/** A page asks for its own topic, and for little else of the library. */
function packageOf(name) {
  const folders = name.split("/").slice(0, -1);
  return (folders[0] === "course_lib" ? folders.slice(0, 2).join("/") : folders[0]) ?? name;
}

/** [{ file, raw, files: [[path, size], …] }, …], each pack named by its content. */
export function lateFiles(stage, pack) {
  const groups = new Map();
  for (const [root, place] of Object.entries(ROOTS))
    for (const name of filesBelow(join(stage, root))) {
      const data = readFileSync(join(stage, root, name));
      const key = data.length > ALONE || name.endsWith(".ttf") ? name : packageOf(name);
      const group = `late_${key.replaceAll(/\W/g, "_")}`;
      groups.set(group, [...(groups.get(group) ?? []), [`${place}/${name}`, data]]);
    }
  return [...groups].map(([group, files]) => {
    const entry = pack(group, Buffer.concat(files.map(([, data]) => data)), LEVEL);
    return { ...entry, files: files.map(([path, data]) => [path, data.length]) };
  });
}
