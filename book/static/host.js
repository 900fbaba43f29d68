// Brings the explorables of a built page to life without a kernel.
//
// The page holds one JSON script with the modules and the saved state of its widgets
// (book/static_host.py wrote it) and one <figure class="explorable" data-model="…"> for each view.
// A classic script: from file:// a module script does not load, but import() of a Blob URL does.
"use strict";
{
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

  /** `make(key)`, made when it is first asked for. */
  function once(make) {
    const made = new Map();
    return (key) => {
      if (!made.has(key)) made.set(key, make(key));
      return made.get(key);
    };
  }

  const saved = JSON.parse(document.getElementById("explorable-state").textContent);
  const address = (text) => URL.createObjectURL(new Blob([text], { type: "text/javascript" }));
  const shared = address(saved.shared); // what all explorables have in common is there once
  const experimental = { invoke: () => Promise.reject(new Error("There is no kernel in the built page.")) };

  const styles = new Set();
  function addStyle(css) {
    if (styles.has(css)) return;
    styles.add(css);
    document.head.append(Object.assign(document.createElement("style"), { textContent: css }));
  }

  /** Key of a module → promise of its default export. */
  const load = once(async (key) => {
    const url = address(saved.modules[key].replaceAll('"course-ui"', JSON.stringify(shared)));
    const module = await import(url);
    URL.revokeObjectURL(url);
    return typeof module.default === "function" ? module.default() : (module.default ?? module);
  });

  /** Model id → promise of an initialized model and its widget; two views share it. */
  const open = once(async (id) => {
    const record = saved.models[id];
    if (record.css) addStyle(record.css);
    const model = new Model(withBuffers(record));
    const widget = await load(record.module);
    await widget.initialize?.({ model, experimental });
    return { model, widget };
  });

  /** What is read stays where it is while something above it changes its height: not every browser sees to it, and none
   *  always. A heading or paragraph in the window is the mark; some frames long it is asked whether it has moved. What
   *  still stands wrong a frame later, the browser leaves to us; what the reader scrolls is a new place, with a new mark. */
  const FRAMES = 12;
  let mark = null;
  let left = 0;
  function marked() {
    const words = [...document.querySelectorAll(".bd-article :is(h1, h2, h3, p):not(figure *, [hidden] *)")];
    const el = scrollY ? words.find((el) => el.getBoundingClientRect().top >= 0 && el.offsetHeight) : null;
    const place = () => (el?.getBoundingClientRect().top ?? 0) + (el ? scrollY : 0);
    return { place, at: place(), from: scrollY, moved: 0, farthest: 0 };
  }
  /** How far the mark has moved, and what of it the window has not followed. A page that is shorter for a moment scrolls
   *  by itself, by no more than the mark has moved: what goes farther scrolls the reader. */
  function sinceMarked() {
    const moved = mark.place() - mark.at;
    const scrolled = scrollY - mark.from;
    mark.farthest = Math.max(mark.farthest, Math.abs(moved));
    const read = Math.abs(scrolled) > mark.farthest + 1;
    return { moved, rest: read ? 0 : moved - scrolled, read };
  }
  function keepPlace() {
    if (!left) requestAnimationFrame(keep);
    if (!left || sinceMarked().read) mark = marked();
    left = FRAMES;
  }
  function keep() {
    const { moved, rest, read } = sinceMarked();
    if (Math.abs(rest) >= 1 && moved !== mark.moved) mark.moved = moved;
    else {
      if (Math.abs(rest) >= 1) scrollBy({ top: rest, behavior: "instant" });
      if (moved || read) mark = marked();
    }
    left -= 1;
    if (left) requestAnimationFrame(keep);
    else dispatchEvent(new Event("course:still"));
  }

  /** Figure → promise that it stands, or has failed. */
  const enliven = once(async (figure) => {
    const el = document.createElement("div");
    el.className = "explorable-live";
    try {
      const { model, widget } = await open(figure.dataset.model);
      keepPlace();
      figure.append(el); // a view may measure its place
      await widget.render({ model, el, experimental });
      keepPlace();
      figure.dataset.state = "alive"; // style sheets now show the poster on paper only
    } catch (error) {
      console.error("An explorable could not start; its poster stays.", error);
      el.remove();
      figure.dataset.state = "failed";
    }
  });

  // The first starts as soon as it is read, each other one when the reader comes near. A reader with a
  // keyboard jumps from one control to the next, so at the first key all of them start, in order.
  const figures = () => document.querySelectorAll("figure.explorable[data-model]");
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
  const watch = () => figures().forEach((figure) => near.observe(figure));
  function begin() {
    const [first] = figures();
    if (first) enliven(first);
    else if (document.readyState === "loading") setTimeout(begin, 20); // not read so far
  }
  async function enlivenAll() {
    for (const figure of figures()) await enliven(figure);
    document.documentElement.dataset.explorables = "ready";
  }

  // the state stands before this script, the figures may still be on their way
  begin();
  watch();
  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", watch);
  // compiled while the rest of the page is read; a fault is told where the module is needed
  for (const key of Object.keys(saved.modules)) load(key).catch(() => {});
  addEventListener("keydown", enlivenAll, { once: true });
}
