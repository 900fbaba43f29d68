// One cell of a page: its bar of buttons below the code, its editor, its output.

import { button, el } from "./dom.mjs";
import { Output } from "./output.mjs";
import { isEditable } from "./plan.mjs";
import * as words from "./words.mjs";

const DWELL = 120; // ms a pointer rests on a button before we believe it

export class Cell {
  ran = null; // the source that ran last in this Python
  #code; // what holds the highlighted code
  #area = null;
  #editing = false;
  #back = null; // the button that had the focus before Stop
  #acts;

  /** `acts`: run, check, edit, stop, edited, reset, prepare, text, tools; `once` stands in the first button until Python is there;
   * `hasTests`: they check it. */
  constructor(row, number, element, acts, once, hasTests) {
    Object.assign(this, { row, number, element, hasTests, name: `cell ${number}`, source: row.source });
    this.#acts = acts;
    this.#code = element?.querySelector(".cell_input") ?? null;
    this.output = element ? new Output(element, this.name, acts.text) : null;
    this.bar = element?.querySelector(".cells-bar") ?? null; // the page keeps its place
    if (this.bar) this.#furnish(once);
  }

  get isEdited() {
    return this.source !== this.row.source;
  }
  /** What Python is given: a row may name what runs in place of an untouched source. */
  get toRun() {
    return this.isEdited ? this.source : (this.row.run ?? this.source);
  }
  get title() {
    return this.row.title || this.name;
  }
  get isBusy() {
    return this.bar?.classList.contains("busy") ?? false;
  }
  get hasRun() {
    return this.ran === this.source;
  }

  #furnish(once) {
    const acts = this.#acts;
    this.runButton = button("Run", () => acts.run(this));
    this.stopButton = button("Stop", () => acts.stop());
    this.editButton = button("Edit", () => acts.edit(this));
    this.resetButton = button("Reset", () => acts.reset(this));
    this.status = el("span", { className: "cells-status" });
    this.checkButton = this.hasTests ? button("Check", () => acts.check(this)) : "";
    if (!isEditable(this.row)) this.editButton = "";
    const number = el("span", { className: "cells-number", textContent: this.name });
    if (this.row.kind === "answer" && !this.hasTests) number.textContent += " · read by a person";
    const buttons = [this.checkButton, this.runButton, this.stopButton, this.editButton, this.resetButton];
    for (const one of [this.checkButton, this.runButton].filter(Boolean)) this.#nearing(one);
    (this.checkButton || this.runButton).dataset.once = once;
    this.bar.append(...buttons, this.status, number);
    this.bar.setAttribute("role", "group");
    this.bar.setAttribute("aria-label", this.name);
    this.show("");
  }

  /** A pointer or the focus that stays on a button means it. */
  #nearing(one) {
    let timer = 0;
    const come = () => {
      timer ||= setTimeout(() => this.#acts.prepare(), DWELL);
    };
    const go = () => {
      clearTimeout(timer);
      timer = 0;
    };
    for (const name of ["pointerenter", "focus"]) one.addEventListener(name, come);
    for (const name of ["pointerleave", "blur"]) one.addEventListener(name, go);
  }

  /** The bar as it is now; `busy` offers Stop in the place of Run. */
  show(text, busy = false) {
    if (!this.bar) return;
    const had = document.activeElement;
    if (busy && [this.runButton, this.checkButton].includes(had)) this.#back = had;
    this.status.textContent = text;
    this.runButton.hidden = busy;
    if (busy) this.runButton.textContent = "Run"; // it may have been Retry
    this.stopButton.hidden = !busy;
    if (this.checkButton) this.checkButton.disabled = busy;
    if (this.editButton) this.editButton.hidden = this.#editing;
    this.resetButton.hidden = !(this.#editing || this.output.isLive || this.verdicts);
    this.bar.classList.toggle("busy", busy);
    if (busy && had && had === this.#back) this.stopButton.focus({ preventScroll: true });
    if (!busy && had === this.stopButton) (this.#back ?? this.runButton).focus({ preventScroll: true });
  }

  /** Python did not come. */
  failed(error) {
    this.show(words.failed(error));
    if (this.runButton) this.runButton.textContent = "Retry";
  }

  /** The code as text to change; its editor comes late. */
  async edit(source, focus = false) {
    if (!this.bar || this.#editing) return;
    this.#editing = true;
    this.source = source;
    this.#again();
    try {
      this.#open((await this.#acts.tools()).editor, focus);
    } catch (error) {
      this.#editing = false;
      this.show(`The editor could not be loaded (${error.message}).`);
    }
  }

  #open(editor, focus) {
    if (!this.#editing) return; // reset meanwhile
    this.#area = editor(this.source, this.name, {
      changed: (text) => {
        this.source = text;
        this.#acts.edited(this);
      },
      run: () => this.#acts[this.hasTests ? "check" : "run"](this),
    });
    this.#code.firstElementChild.hidden = true;
    this.#code.append(this.#area);
    if (focus) this.#area.focus();
  }

  #again() {
    this.show(this.status.textContent, this.isBusy);
  }

  /** As the book has it. */
  reset() {
    const had = this.bar?.contains(document.activeElement) || document.activeElement === this.#area;
    this.source = this.row.source;
    this.ran = null;
    this.output?.drop();
    this.judge(null);
    if (!this.bar) return;
    this.#area?.remove();
    this.#area = null;
    this.#editing = false;
    this.#code.firstElementChild.hidden = false;
    this.show("");
    if (had) this.runButton.focus({ preventScroll: true }); // the button that had it is gone
  }

  /** The verdicts of its tests below the bar: [passed, name, message, cell]; null takes them away. */
  judge(verdicts) {
    this.verdicts?.remove();
    this.verdicts = null;
    if (!verdicts || !this.bar) return;
    const lines = verdicts.map(({ passed, title, text }) => {
      const mark = el("b", {
        textContent: passed ? "✓ " : "✗ ",
        className: passed ? "passed" : "not-passed",
      });
      return el("li", {}, mark, el("code", { textContent: title }), `: ${text}`);
    });
    this.verdicts = el("ul", { className: "cells-verdicts" }, ...lines);
    this.bar.after(this.verdicts);
  }
}
