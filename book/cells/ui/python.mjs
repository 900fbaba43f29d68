// The Python of this page, of which nothing is fetched before a reader comes near.

/** What this browser has kept of it from an earlier page, if it has; its own store is asked, not the network. */
export async function kept({ site, memory }) {
  try {
    for (const file of memory) if (await caches.match(site + file)) return file;
  } catch {} // there is no store where a page is not served safely, or where it is forbidden
}

/** `hear` is told: bytes(n), state(name), note(text). */
export function pagePython({ site, snapshot, options }, hear) {
  const base = new URL(site, document.baseURI);
  let made = null; // promise of the loader's PagePython
  let tries = 0;

  async function make() {
    const answer = await fetch(new URL("cells.json", base));
    if (!answer.ok) throw Error(`cells.json: ${answer.status}`);
    const manifest = await answer.json();
    const again = tries ? `?${tries}` : ""; // an engine may remember that a module did not come
    tries += 1;
    const { PagePython } = await import(new URL(manifest.loader.file + again, base).href);
    const python = new PagePython(manifest, snapshot, options);
    python.addEventListener("loaded", () => hear.bytes(python.bytes));
    python.addEventListener("state", () => hear.state(python.state));
    python.addEventListener("note", ({ detail }) => hear.note(detail));
    return python;
  }

  function get() {
    made ??= make().catch((error) => {
      made = null;
      throw error;
    });
    return made;
  }

  return {
    prepare: () =>
      get().then(
        (python) => python.prepare(),
        () => {}, // told when it is needed
      ),
    start: async () => (await get()).start(),
    run: async (...args) => (await get()).run(...args),
    stop: async () => (await made)?.stop(),
    reset: async () => (await made)?.reset(),
  };
}
