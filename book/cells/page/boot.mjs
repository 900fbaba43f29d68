// Two ways to a Python: from a snapshot, or from the beginning, which is slower and asks nothing of the browser.

import { ENVIRONMENT } from "./environment.mjs";
import { fetchNow, lateFile, mountLate } from "./late.mjs";
import { unpackedNow } from "./parts.mjs";
import { opened, restore } from "./restore.mjs";

const STDLIB = "/lib/python314.zip";
// the packages lie in the file system already; Pyodide's own list of them is not needed
const NO_PACKAGES = JSON.stringify({
  info: {
    abi_version: "2026_0",
    arch: "wasm32",
    platform: "emscripten_5_0_3",
    python: "3.14.0",
    version: "",
  },
  packages: {},
});
const NO_FILE = "data:application/zip;base64,";

/** Pyodide asks the network for its core; for as long as `work` runs, it gets the compiled module. */
async function withModule(module, work) {
  const { fetch } = globalThis;
  const { instantiateStreaming } = WebAssembly;
  globalThis.fetch = (url, ...more) =>
    String(url).endsWith("pyodide.asm.wasm") ? Promise.resolve(new Response()) : fetch(url, ...more);
  WebAssembly.instantiateStreaming = async (_, imports) => ({
    module,
    instance: await WebAssembly.instantiate(module, imports),
  });
  try {
    return await work();
  } finally {
    globalThis.fetch = fetch;
    WebAssembly.instantiateStreaming = instantiateStreaming;
  }
}

async function loaded({ base, core }, options, created) {
  const at = ({ file }) => new URL(file, base).href;
  const [{ loadPyodide }, { default: create }] = await Promise.all([
    import(at(core.pyodide)),
    import(at(core.asm)),
  ]);
  return loadPyodide({
    indexURL: base,
    packageBaseUrl: base,
    lockFileContents: NO_PACKAGES,
    env: ENVIRONMENT,
    createPyodideModule: async (settings) => created(await create(settings)),
    ...options,
  });
}

function mount(py, base, late) {
  const open = (file, raw) => unpackedNow(fetchNow(new URL(file, base).href), raw);
  mountLate(py.FS, late, open);
}

/** A Python as it was recorded. */
export async function fromSnapshot(place, { modules, late, memory }) {
  const { base, core } = place;
  const pack = opened(memory);
  const sides = pack.record.libs.map(({ name }) => modules.get(name));
  const py = await withModule(modules.get(""), () =>
    loaded(place, { stdLibURL: NO_FILE, _loadSnapshot: new Uint8Array(4) }, (M) => {
      const write = restore(M, pack.record, sides);
      M.API.restoreSnapshot = () => write(pack);
      return M;
    }),
  );
  py.FS.unlink(STDLIB);
  lateFile(py.FS, STDLIB, core.stdlib.bytes, () => fetchNow(new URL(core.stdlib.file, base).href));
  mount(py, base, late);
  return py;
}

/** A Python from the beginning: 12 MB more, and seconds. */
export async function fromTheBeginning(place, late) {
  const { base, core } = place;
  const at = ({ file }) => new URL(file, base).href;
  const module = await WebAssembly.compileStreaming(fetch(at(core.wasm)));
  const py = await withModule(module, () => loaded(place, { stdLibURL: at(core.stdlib) }, (M) => M));
  mount(py, base, late);
  return py;
}
