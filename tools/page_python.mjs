// node page_python.mjs STAGE: Python as pages have it, in Node, begun without a snapshot.
//
// Standard input is JSON: { source, mounts: { "/place in Python": "folder here" }, given, seconds }. The source finds
// what was given as `given`, a string; the string that it leaves as `answer` is the last line of standard output. It is
// interrupted when it has computed `seconds` since its last call of `fresh_time()`.

import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { SITE_PACKAGES } from "../book/cells/late_files.mjs";
import { HOME } from "../book/cells/page/environment.mjs";

const stage = resolve(process.argv[2]);
const { source, mounts, given, seconds } = JSON.parse(readFileSync(0, "utf8"));
const { loadPyodide } = await import(pathToFileURL(join(stage, "core/pyodide.mjs")));
const py = await loadPyodide({ indexURL: `${join(stage, "core")}/`, env: { HOME, MPLBACKEND: "agg" } });
for (const [place, folder] of Object.entries({ [SITE_PACKAGES]: join(stage, "site"), ...mounts }))
  py.mountNodeFS(place, folder);

const computed = () => process.cpuUsage().user / 1e6;
let deadline = computed() + seconds;
const signal = { get: () => (computed() > deadline ? 2 : 0), set() {} };
py.setInterruptBuffer(Object.defineProperty({}, 0, signal));
py.globals.set("fresh_time", () => {
  deadline = computed() + seconds;
});
py.globals.set("computed", computed);
py.globals.set("given", given);
try {
  py.runPython(source);
} catch (error) {
  console.error(error.message || error.type || `${error}`); // else Node shows the line of Pyodide that threw, all 400 kB of it
  process.exit(1);
}
const answer = py.globals.get("answer");
process.stdout.write(`\n${JSON.stringify(answer)}\n`, () => process.exit(0));
