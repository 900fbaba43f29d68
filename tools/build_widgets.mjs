// Bundles every explorable to one ES module, self-contained: `npm run widgets`, or `-- --check` to compare without
// writing, or `-- --watch` to do it again whenever a source changes. `-- --book DIR` writes what the built book
// shows instead: shared.js, which a page holds once, and each explorable beside it.

import { mkdirSync, readdirSync, readFileSync, watch, writeFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import { build, transform } from "esbuild";

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const SHARED = "course_lib/widgets/ui.js";
const HOW = {
  absWorkingDir: root,
  bundle: true,
  minify: true,
  write: false,
  format: "esm",
  target: "es2022",
  charset: "utf8",
  legalComments: "none",
};

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

// What all explorables share stays outside, under a name for which host.js puts its address. `names`: what is used of it,
// to import each once, whoever uses it.
const sharedOutside = (names) => ({
  name: "shared-outside",
  setup(b) {
    b.onResolve({ filter: /^course-ui$/ }, ({ path }) => ({ path, external: true }));
    b.onResolve({ filter: /\/(widgets\/)?ui\.js$/ }, ({ path, resolveDir }) => {
      if (join(resolveDir, path) !== join(root, SHARED)) return undefined;
      return names ? { path, namespace: "once" } : { path: "course-ui", external: true };
    });
    b.onLoad({ filter: /.*/, namespace: "once" }, () => ({
      contents: `export { ${names} } from "course-ui";`,
    }));
  },
});

// engine.js of an explorable becomes one function, `program`. The page calls it for what the file exports; its text,
// called with a worker's scope, is the whole program of a worker. So nothing is there twice.
const engineAsFunction = {
  name: "engine-as-function",
  setup(b) {
    b.onLoad({ filter: /\/engine\.js$/ }, async ({ path }) => {
      const { outputFiles } = await build({ ...HOW, entryPoints: [path] });
      const [, body, list] = /^(.*)export\{(.*)\};\s*$/s.exec(outputFiles[0].text);
      const all = list.split(",").map((each) => each.split(" as "));
      const parts = all.filter(([inside, name = inside]) => name !== "program");
      const [serve] = all.find(([inside, name = inside]) => name === "serve");
      const [inside, outside] = [parts.map(([name]) => name), parts.map((names) => names.at(-1))];
      return {
        contents: `export const program = (port) => { ${body} if (port) ${serve}(port); return [${inside}] };
          export const [${outside}] = program();`,
      };
    });
  },
};

/** A widget is a module with a default export; pure maths and shared parts have none. */
function entries() {
  return readdirSync(join(root, "course_lib"), { recursive: true })
    .map((file) => join("course_lib", file))
    .filter((file) => file.endsWith(".js") && !file.includes("/static/"))
    .filter((file) => /^export default/m.test(readFileSync(join(root, file), "utf8")))
    .sort();
}

/** optim/descent_explorer/widget.js is called by its folder. */
function nameOf(entry) {
  return basename(entry) === "widget.js" ? `${basename(dirname(entry))}.js` : basename(entry);
}

export async function bundle(entry, ...plugins) {
  const { outputFiles } = await build({
    ...HOW,
    entryPoints: [entry],
    plugins: [cssAsText, engineAsFunction, ...plugins],
  });
  return outputFiles[0].text;
}

/** What a page of the book holds of an explorable beside what is shared. */
async function bundleBeside(entry) {
  const lists = (await bundle(entry, sharedOutside())).matchAll(/import\{([^}]*)\}from"course-ui"/g);
  const names = [...lists].flatMap(([, list]) => list.split(",").map((each) => each.split(" as ")[0]));
  return bundle(entry, sharedOutside([...new Set(names)].sort()));
}

function read(file) {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return "";
  }
}

/** Writes one file, or compares it; says how much of a page's budget it takes. */
function put(file, code, check) {
  const kilobytes = (gzipSync(code, { level: 9 }).length / 1024).toFixed(1);
  const same = read(file) === code;
  const word = same ? "same " : check ? "STALE" : "wrote";
  if (!same && !check) writeFileSync(file, code);
  console.log(`${word} ${basename(file)} ${kilobytes} kB gzip`);
  return same;
}

async function bundleAll(check) {
  const out = join(root, "course_lib/widgets/static");
  mkdirSync(out, { recursive: true });
  let current = true;
  for (const entry of entries()) {
    current = put(join(out, nameOf(entry)), await bundle(entry), check) && current;
  }
  return current || !check;
}

async function bundleForBook(out) {
  mkdirSync(out, { recursive: true });
  put(join(out, "shared.js"), await bundle(SHARED));
  for (const entry of entries()) put(join(out, nameOf(entry)), await bundleBeside(entry));
  return true;
}

/** Each folder by itself: a watch over all of them loses a file that an editor replaces when it saves. */
function watchFolders(top, changed, watched = new Set()) {
  const below = readdirSync(top, { recursive: true, withFileTypes: true });
  const folders = below.filter((entry) => entry.isDirectory());
  for (const folder of [top, ...folders.map((entry) => join(entry.parentPath, entry.name))]) {
    if (watched.has(folder) || folder.includes("static")) continue;
    watched.add(folder);
    watch(folder, (event, file) => {
      if (event === "rename") watchFolders(top, changed, watched); // a new folder comes so
      changed(file ?? "");
    }).on("error", () => watched.delete(folder));
  }
}

async function bundleForEver() {
  await bundleAll(false);
  let waiting;
  watchFolders(join(root, "course_lib"), (file) => {
    if (!/\.(js|css)$/.test(file)) return;
    clearTimeout(waiting); // an editor saves in several strokes
    waiting = setTimeout(() => bundleAll(false).catch((error) => console.error(error.message)), 100);
  });
  console.log("watching course_lib (stop with Ctrl-C)");
  return new Promise(() => {});
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const [mode, folder] = process.argv.slice(2);
  const done = await (mode === "--book"
    ? bundleForBook(folder)
    : mode === "--watch"
      ? bundleForEver()
      : bundleAll(mode === "--check"));
  process.exit(done ? 0 : 1);
}
