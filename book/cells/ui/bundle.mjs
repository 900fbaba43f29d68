// node bundle.mjs OUT: the interface of a page's cells. cells-ui.js is a classic script, which also loads from a file;
// cells-run.js comes when a reader comes near a button, cells-edit.js with the first edit, cells-text.js when a cell shows
// Markdown, cells-formulas.js with a formula.

import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const here = dirname(fileURLToPath(import.meta.url));
const out = resolve(process.argv[2]);
mkdirSync(out, { recursive: true });

/** A file that is as it should be is not touched: somebody may be reading it. */
function put(name, bytes) {
  const file = join(out, name);
  if (!existsSync(file) || !readFileSync(file).equals(bytes)) writeFileSync(file, bytes);
}

async function bundled(entry, name, format) {
  const { outputFiles } = await build({
    entryPoints: [join(here, entry)],
    format,
    bundle: true,
    minify: true,
    write: false,
    target: "es2022",
    logLevel: "error",
  });
  put(name, Buffer.from(outputFiles[0].contents));
}

await bundled("main.mjs", "cells-ui.js", "iife");
await bundled("runner.mjs", "cells-run.js", "esm");
await bundled("edit.mjs", "cells-edit.js", "esm");
await bundled("text.mjs", "cells-text.js", "esm");
await bundled("formulas.mjs", "cells-formulas.js", "esm");
await bundled("cells.css", "cells.css");
