// Bundles every explorable to one ES module: `npm run widgets`, or `-- --check` to compare without writing.

import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import { build, transform } from "esbuild";

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const out = join(root, "course_lib/widgets/static");
const check = process.argv.includes("--check");

// CSS arrives in the JavaScript as a minified string.
const cssAsText = {
  name: "css-as-text",
  setup(b) {
    b.onLoad({ filter: /\.css$/ }, async ({ path }) => {
      const { code } = await transform(readFileSync(path, "utf8"), { loader: "css", minify: true });
      return { contents: code.trim(), loader: "text" };
    });
  },
};

// A widget is a module with a default export; pure maths and shared parts have none.
const entries = readdirSync(join(root, "course_lib"), { recursive: true })
  .map((file) => join("course_lib", file))
  .filter(
    (file) =>
      file.endsWith(".js") &&
      !file.includes("/static/") &&
      /^export default/m.test(readFileSync(join(root, file), "utf8")),
  )
  .sort();

mkdirSync(out, { recursive: true });
let stale = 0;
for (const entry of entries) {
  const { outputFiles } = await build({
    absWorkingDir: root,
    entryPoints: [entry],
    bundle: true,
    minify: true,
    write: false,
    format: "esm",
    target: "es2022",
    charset: "utf8",
    legalComments: "none",
    plugins: [cssAsText],
  });
  // optim/descent_explorer/widget.js is called by its folder
  const name = basename(entry) === "widget.js" ? `${basename(dirname(entry))}.js` : basename(entry);
  const target = join(out, name);
  const code = outputFiles[0].text;
  const kilobytes = (gzipSync(code, { level: 9 }).length / 1024).toFixed(1);
  if (check) {
    const same = (() => {
      try {
        return readFileSync(target, "utf8") === code;
      } catch {
        return false;
      }
    })();
    if (!same) stale += 1;
    console.log(`${same ? "same " : "STALE"} ${name} ${kilobytes} kB gzip`);
  } else {
    writeFileSync(target, code);
    console.log(`wrote ${name} ${kilobytes} kB gzip`);
  }
}
process.exit(stale ? 1 : 0);
