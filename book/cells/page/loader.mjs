// The Python of a page: one worker, which nothing loads before `prepare` or `run` is called.
//
//   const python = new PagePython(manifest, "numpy");
//   python.prepare();                                   // the pointer or the focus comes near: fetch, compile
//   await python.run("1 + 1", "cell 1", (output) => …);  // the click: start Python, run
//   python.stop(); await python.reset();
//
// Events: `state` after each change of `state` ("asleep", "loading", "ready", "busy", "failed"), `loaded` with the bytes
// so far, `note` with what a reader should know: "slower start", "variables lost", "Python ended".

const PATIENCE = 60_000; // ms a cell may take
const ANSWER = 2_000; // ms in which a stopped cell answers

/** What a cell came to: `error` is course_cells' or null, `stopped` is "", "stop" or "deadline", `lost`: Python is new. */
const LOST = { error: null, stopped: "stop", lost: true, ms: Number.NaN };

export class PagePython extends EventTarget {
  state = "asleep";
  bytes = 0;
  #manifest;
  #snapshot;
  #base;
  #patience;
  #answer;
  #worker = null;
  #parts = null; // what the next worker need not fetch
  #booted = null; // promise
  #settle = {}; // of what is waited for: boot, run, reset
  #live = ""; // address of a blob; revoked, it stops the cell
  #last = Promise.resolve(); // one cell after the other
  #count = 0;
  #show = () => {};

  constructor(
    manifest,
    snapshot,
    { base = new URL(".", import.meta.url), patience = PATIENCE, answer = ANSWER } = {},
  ) {
    super();
    this.#manifest = manifest;
    this.#snapshot = snapshot;
    this.#base = new URL(base, document.baseURI).href;
    this.#patience = patience;
    this.#answer = answer;
  }

  /** Begins to fetch and to compile. */
  prepare() {
    if (this.#worker) return;
    const { worker, core, snapshots } = this.#manifest;
    this.#worker = new Worker(new URL(worker.file, this.#base), { type: "module" });
    this.#worker.onmessage = ({ data }) => this.#hear(data);
    this.#worker.onerror = ({ message }) =>
      this.#hear({ type: "failed", text: message || "the worker did not load" });
    const place = { base: this.#base, core, snapshots };
    this.#tell({ type: "prepare", place, snapshot: this.#snapshot, parts: this.#parts });
  }

  /** Starts Python; an error says why it cannot. After a failure it may be called again. */
  start() {
    this.#booted ??= new Promise((resolve, reject) => {
      this.prepare();
      this.#become("loading");
      this.#settle.boot = { resolve, reject };
      this.#tell({ type: "boot" });
    });
    return this.#booted;
  }

  /** Runs one cell after those before it; `show({ kind, text })` hears what it shows. */
  run(source, name, show = () => {}) {
    const mine = this.#last.then(() => this.#runNow(source, name, show));
    this.#last = mine.catch(() => {});
    return mine;
  }

  async #runNow(source, name, show) {
    await this.start();
    this.#show = show;
    this.#count += 1;
    this.#live = URL.createObjectURL(new Blob([" "]));
    this.#become("busy");
    const order = { source, name, id: this.#count, live: this.#live, patience: this.#patience };
    return new Promise((resolve, reject) => {
      this.#settle.run = { resolve, reject };
      this.#tell({ type: "run", ...order });
    });
  }

  /** Interrupts the cell that runs: its variables stay. One that does not answer is left behind, with its Python. */
  stop() {
    if (this.state !== "busy") return;
    const { run } = this.#settle;
    URL.revokeObjectURL(this.#live);
    setTimeout(() => this.#settle.run === run && run && this.#replace("variables lost"), this.#answer);
  }

  /** Forgets every variable; a cell that runs is stopped before. */
  async reset() {
    this.stop();
    await this.#last;
    if (this.state !== "ready") return;
    await new Promise((resolve) => {
      this.#settle.reset = { resolve };
      this.#tell({ type: "reset" });
    });
  }

  #tell(order) {
    this.#worker.postMessage(order);
  }

  #become(state) {
    this.state = state;
    this.dispatchEvent(new Event("state"));
  }

  #note(text) {
    this.dispatchEvent(new CustomEvent("note", { detail: text }));
  }

  #hear({ type, ...told }) {
    const hear = {
      loaded: () => {
        this.bytes += told.bytes;
        this.dispatchEvent(new Event("loaded"));
      },
      ready: () => {
        this.#parts ??= told.parts ?? null;
        if (told.refused) this.#note("slower start");
        this.#become("ready");
        this.#done("boot", told);
      },
      output: () => this.#show(told),
      done: () => {
        URL.revokeObjectURL(this.#live);
        this.#become("ready");
        this.#done("run", told);
      },
      reset: () => this.#done("reset"),
      died: () => this.#replace("Python ended"),
      failed: () => this.#fail(told.text),
    };
    hear[type]?.();
  }

  #done(what, value) {
    const { resolve } = this.#settle[what];
    delete this.#settle[what];
    resolve(value);
  }

  /** Another worker in place of this one, with what was compiled; the cell that ran has lost its Python. */
  #replace(note) {
    this.#leave();
    this.#note(note);
    const { run, reset } = this.#settle;
    this.#settle = {};
    const again = this.start();
    again.catch(() => {}); // told by its state, and by the next cell
    run?.resolve(LOST);
    reset?.resolve();
  }

  #fail(text) {
    this.#leave();
    const waiting = Object.values(this.#settle);
    this.#settle = {};
    this.#become("failed");
    for (const { reject } of waiting) reject?.(Error(text));
  }

  #leave() {
    URL.revokeObjectURL(this.#live); // an engine may let a terminated worker compute on
    this.#worker.onmessage = this.#worker.onerror = null; // what it said last is of another Python
    this.#worker.terminate();
    this.#worker = null;
    this.#booted = null;
  }
}
