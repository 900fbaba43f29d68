// Brings the explorables of a built page to life without a kernel.
//
// The page holds one JSON script with the modules and the saved state of its widgets
// (book/static_host.py wrote it) and one <figure class="explorable" data-model="…"> for each view.
// A classic script: from file:// a module script does not load, but import() of a Blob URL does.
(() => {
  const same = (a, b) =>
    Object.is(a, b) || (typeof a === "object" && JSON.stringify(a) === JSON.stringify(b));

  /** What anywidget's `model` promises to a view: get, set, on, off, save_changes, send. */
  class Model {
    #state;
    #listeners = new Map();
    constructor(state) {
      this.#state = state;
    }
    get(name) {
      return this.#state[name];
    }
    set(name, value) {
      const changes = typeof name === "object" ? name : { [name]: value };
      const changed = Object.keys(changes).filter((key) => !same(this.#state[key], changes[key]));
      Object.assign(this.#state, changes);
      for (const key of changed) this.#emit(`change:${key}`, changes[key]);
      if (changed.length) this.#emit("change", changes);
    }
    on(names, callback) {
      for (const name of names.split(/\s+/)) {
        if (!this.#listeners.has(name)) this.#listeners.set(name, new Set());
        this.#listeners.get(name).add(callback);
      }
    }
    off(names, callback) {
      if (names == null) return this.#listeners.clear();
      for (const name of names.split(/\s+/)) {
        if (callback) this.#listeners.get(name)?.delete(callback);
        else this.#listeners.delete(name);
      }
    }
    save_changes() {} // there is no kernel to tell
    send() {}
    #emit(name, value) {
      for (const callback of [...(this.#listeners.get(name) ?? [])]) callback(this, value);
    }
  }

  /** Saved binary traits are base64 beside the state; put each back at its path as a DataView. */
  function withBuffers({ state, buffers = [] }) {
    for (const { path, data } of buffers) {
      const bytes = Uint8Array.from(atob(data), (c) => c.charCodeAt(0));
      const parent = path.slice(0, -1).reduce((node, key) => node[key], state);
      parent[path.at(-1)] = new DataView(bytes.buffer);
    }
    return state;
  }

  function start() {
    const saved = JSON.parse(document.getElementById("explorable-state").textContent);
    const modules = new Map(); // key → promise of the module's default export
    const models = new Map(); // model id → promise of an initialised Model; two views share it
    const load = (key) => {
      if (!modules.has(key)) {
        const url = URL.createObjectURL(new Blob([saved.modules[key]], { type: "text/javascript" }));
        modules.set(
          key,
          import(url).then(async (module) => {
            URL.revokeObjectURL(url);
            return typeof module.default === "function" ? module.default() : (module.default ?? module);
          }),
        );
      }
      return modules.get(key);
    };
    const experimental = { invoke: () => Promise.reject(new Error("There is no kernel in the built page.")) };
    const open = (id) => {
      if (!models.has(id)) {
        models.set(
          id,
          (async () => {
            const record = saved.models[id];
            if (record.css) addStyle(record.css);
            const model = new Model(withBuffers(record));
            const widget = await load(record.module);
            await widget.initialize?.({ model, experimental });
            return { model, widget };
          })(),
        );
      }
      return models.get(id);
    };
    const started = new Map(); // figure → promise that it stands, or has failed
    const enliven = (figure) => {
      if (!started.has(figure)) started.set(figure, show(figure));
      return started.get(figure);
    };
    const show = async (figure) => {
      const el = document.createElement("div");
      el.className = "explorable-live";
      try {
        const { model, widget } = await open(figure.dataset.model);
        figure.append(el); // a view may measure its place
        await widget.render({ model, el, experimental });
        figure.dataset.state = "alive"; // style sheets now show the poster on paper only
      } catch (error) {
        console.error("An explorable could not start; its poster stays.", error);
        el.remove();
        figure.dataset.state = "failed";
      }
    };

    // The first starts as soon as it is read, each other one when the reader comes near. A reader with a
    // keyboard jumps from one control to the next, so at the first key all of them start, in order.
    const near = new IntersectionObserver(
      (entries) => {
        for (const { target, isIntersecting } of entries) {
          if (!isIntersecting) continue;
          near.unobserve(target);
          enliven(target);
        }
      },
      { rootMargin: "800px 0px" },
    );
    const figures = () => document.querySelectorAll("figure.explorable[data-model]");
    const watch = () => figures().forEach((figure) => started.has(figure) || near.observe(figure));
    const begin = () => {
      const [first] = figures();
      if (first) enliven(first);
      else if (document.readyState === "loading") setTimeout(begin, 20); // not read so far
    };
    begin();
    watch();
    if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", watch);
    // compiled while the rest of the page is read; a fault is told where the module is needed
    for (const key of Object.keys(saved.modules)) load(key).catch(() => {});
    addEventListener(
      "keydown",
      async () => {
        for (const figure of figures()) await enliven(figure);
        document.documentElement.dataset.explorables = "ready";
      },
      { once: true },
    );
  }

  const styles = new Set();
  function addStyle(css) {
    if (styles.has(css)) return;
    styles.add(css);
    document.head.append(Object.assign(document.createElement("style"), { textContent: css }));
  }

  start(); // the state stands before this script, the figures may still be on their way
})();
