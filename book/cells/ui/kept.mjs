// What this browser keeps of one page: { edits: { cell: source }, passed: { test: true } }. A store that is full or
// forbidden loses nothing but itself: what it does not take lasts as long as the page.

const empty = () => ({ edits: {}, passed: {} });

export class Kept {
  lasts = true;
  #key;
  #held = empty();

  constructor(notebook) {
    this.#key = `course:cells:${notebook}`;
    this.#held = this.#read();
  }

  get edits() {
    return this.#held.edits;
  }
  get passed() {
    return this.#held.passed;
  }

  /** Whether an entry of the store is this page's; null: all of it was cleared. */
  isOf(key) {
    return key === null || key === this.#key;
  }

  /** Takes over what another tab has written. */
  look() {
    if (this.lasts) this.#held = this.#read();
  }

  /** Sets one entry, or forgets it; another tab may have written others meanwhile. */
  put(part, id, value) {
    const all = this.lasts ? this.#read() : this.#held;
    if (value === undefined) delete all[part][id];
    else all[part][id] = value;
    this.#held = all;
    this.#write();
  }

  forget() {
    this.#held = empty();
    this.#write();
  }

  #read() {
    try {
      const found = JSON.parse(localStorage.getItem(this.#key)) ?? {};
      return { edits: { ...found.edits }, passed: { ...found.passed } };
    } catch {
      return empty();
    }
  }

  #write() {
    try {
      localStorage.setItem(this.#key, JSON.stringify(this.#held));
      this.lasts = true;
    } catch {
      this.lasts = false;
    }
  }
}
