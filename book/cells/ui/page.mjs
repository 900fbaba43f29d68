// The cells of one page together: what is kept of them, and how they come back to what the book has.

import { Cell } from "./cell.mjs";
import { Kept } from "./kept.mjs";
import { pageBar } from "./page_bar.mjs";
import { answerOf, isLive, testsOf } from "./plan.mjs";
import * as words from "./words.mjs";
import { Text } from "./written.mjs";

export class Page {
  #rows;
  #cells;
  #runner = null; // promise: it comes when a reader comes near
  #tries = 0;
  #makeRunner;
  #kept;
  #bar;
  #say;

  /** `told` is the page's JSON, `elementOf(id)` a cell's element or null, `say(text)` speaks to the live region. */
  constructor(told, elementOf, say) {
    this.#rows = told.cells;
    this.#say = say;
    this.#kept = new Kept(told.notebook);
    const late = (name) => () => import(new URL(name, new URL(told.site, document.baseURI)).href);
    const acts = this.#acts(told, { text: late("cells-text.js"), tools: late("cells-edit.js") });
    let number = 0;
    this.#cells = told.cells.map((row, k) => {
      if (row.kind === "text") return new Text(row, elementOf(row.id), acts);
      if (!isLive(row)) return null;
      number += 1;
      return new Cell(row, number, elementOf(row.id), acts, words.once(told.snapshot), this.#isChecked(k));
    });
    const judged = ({ row }, passed) => {
      this.#kept.put("passed", row.id, passed || undefined);
      this.#bar.show();
    };
    this.#makeRunner = async (again) => {
      const { Runner } = await late(`cells-run.js${again}`)();
      return new Runner(told, this.#cells, { say, judged });
    };
    this.#bar = pageBar(told, this.#cells, this.#kept, acts.tools, () => this.#resetAll());
    for (const cell of this.#cells) {
      const edit = cell && this.#kept.edits[cell.row.id];
      if (typeof edit === "string") cell.edit(edit);
      if (cell) this.#showKept(cell);
    }
    this.#bar.show();
    addEventListener("storage", ({ key }) => this.#kept.isOf(key) && this.#elsewhere());
  }

  #isChecked(k) {
    return this.#rows[k].kind === "answer" && testsOf(this.#rows, k).length > 0;
  }

  /** What runs cells; asked for again after a failure, under another address, as an engine may remember it. */
  #come() {
    const again = this.#tries ? `?${this.#tries}` : "";
    this.#runner ??= this.#makeRunner(again).catch((error) => {
      this.#runner = null;
      this.#tries += 1;
      throw error;
    });
    return this.#runner;
  }

  /** What runs cells, if it was asked for and came. */
  #here() {
    return this.#runner?.catch(() => null);
  }

  async #ask(what, cell) {
    cell.show("Waits", true);
    try {
      await (await this.#come())[what](cell);
    } catch (error) {
      cell.failed(error);
      this.#say(words.failed(error));
    }
  }

  /** What this answer passed when the page was last read. */
  #showKept(cell) {
    const rows = testsOf(this.#rows, this.#cells.indexOf(cell)).map((k) => this.#rows[k]);
    const passed = cell.hasTests ? rows.filter(({ id }) => this.#kept.passed[id]) : [];
    if (!passed.length) return;
    cell.judge(passed.map(({ title, id }) => ({ passed: true, title: title || id, text: "passed before" })));
    cell.show("");
  }

  /** Another tab has written: what it holds of a cell is not taken over, but told. */
  #elsewhere() {
    this.#kept.look();
    for (const cell of this.#cells)
      if (cell && (this.#kept.edits[cell.row.id] ?? cell.row.source) !== cell.source && !cell.isBusy)
        cell.show(words.ELSEWHERE);
    this.#bar.show();
  }

  #acts({ notebook }, late) {
    const fromFile = location.protocol === "file:";
    const asked = (how) => (cell) => (fromFile ? cell.show(words.fromAFile(notebook)) : how(cell));
    return {
      ...late,
      run: asked((cell) => this.#ask("run", cell)),
      check: asked((cell) => this.#ask("check", cell)),
      edit: asked((cell) => cell.edit(cell.source, true)),
      stop: async () => (await this.#here())?.stop(),
      prepare: () =>
        fromFile ||
        this.#come().then(
          (runner) => runner.prepare(),
          () => {}, // told when it is needed
        ),
      edited: (cell) => this.#edited(cell),
      reset: (cell) => this.#reset(cell),
    };
  }

  #edited(cell) {
    this.#kept.put("edits", cell.row.id, cell.isEdited ? cell.source : undefined);
    this.#unjudge(cell);
    cell.show("");
    this.#bar.show();
  }

  /** What was passed by another answer is open again. */
  #unjudge(cell) {
    if (cell.row.kind !== "answer") return;
    cell.judge(null);
    const rows = this.#rows;
    const mine = this.#cells.indexOf(cell);
    for (const k of testsOf(rows, mine))
      if (rows[k].kind === "test" && answerOf(rows, k) === mine)
        this.#kept.put("passed", rows[k].id, undefined);
  }

  async #reset(cell) {
    await (await this.#here())?.stop(cell);
    cell.reset();
    this.#kept.put("edits", cell.row.id, undefined);
    this.#unjudge(cell);
    this.#bar.show();
    this.#say(`${cell.name} is as it was`);
  }

  async #resetAll() {
    await (await this.#here())?.forget();
    this.#kept.forget();
    for (const cell of this.#cells) cell?.reset();
    this.#bar.show();
    this.#say("All cells are as they were; variables are forgotten");
  }
}
