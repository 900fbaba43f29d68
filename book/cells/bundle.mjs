// node bundle.mjs STAGE OUT: the page's loader and its worker, beside the snapshots, named in cells.json.

import { readFileSync, writeFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { outputFolder } from "./files.mjs";

const here = dirname(fileURLToPath(import.meta.url));
const [stage, out] = process.argv.slice(2).map((path) => resolve(path));
const folder = outputFolder(out);

async function bundled(name) {
  const { outputFiles } = await build({
    entryPoints: [join(here, "page", `${name}.mjs`)],
    alias: { zstddec: join(stage, "zstddec.mjs") },
    bundle: true,
    minify: true,
    write: false,
    format: "esm",
    target: "es2022",
    legalComments: "inline", // the decoder's license asks for it
  });
  return folder.put(`${name}.mjs`, outputFiles[0].contents);
}

const manifest = JSON.parse(readFileSync(join(out, "cells.json"), "utf8"));
const [worker, loader] = [await bundled("worker"), await bundled("loader")];
writeFileSync(join(out, "cells.json"), JSON.stringify({ ...manifest, worker, loader }));
