// The cells of one page together: what is kept of them, and how they come back to what the book has.

import { Cell } from "./cell.mjs";
import { Kept } from "./kept.mjs";
import { pageBar } from "./page_bar.mjs";
import { answerOf, isLive, testsOf } from "./plan.mjs";
import { Runner } from "./runner.mjs";
import * as words from "./words.mjs";
import { Text } from "./written.mjs";

export class Page {
  #rows;
  #cells;
  #runner;
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
    this.#cells = told.cells.map((row) => {
      if (row.kind === "text") return new Text(row, elementOf(row.id), acts);
      if (!isLive(row)) return null;
      number += 1;
      return new Cell(row, number, elementOf(row.id), acts, words.once(told.snapshot));
    });
    const judged = ({ row }, passed) => {
      this.#kept.put("passed", row.id, passed || undefined);
      this.#bar.show();
    };
    this.#runner = new Runner(told, this.#cells, { say, judged });
    this.#bar = pageBar(told, this.#cells, this.#kept, acts.tools, () => this.#resetAll());
    for (const cell of this.#cells) {
      const edit = cell && this.#kept.edits[cell.row.id];
      if (typeof edit === "string") cell.edit(edit);
    }
    this.#bar.show();
  }

  #acts({ notebook }, late) {
    const fromFile = location.protocol === "file:";
    const asked = (how) => (cell) => (fromFile ? cell.show(words.fromAFile(notebook)) : how(cell));
    return {
      ...late,
      run: asked((cell) => this.#runner.run(cell)),
      check: asked((cell) => this.#runner.check(cell)),
      edit: asked((cell) => cell.edit(cell.source, true)),
      stop: () => this.#runner.stop(),
      prepare: () => fromFile || this.#runner.prepare(),
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
    await this.#runner.stop(cell);
    cell.reset();
    this.#kept.put("edits", cell.row.id, undefined);
    this.#unjudge(cell);
    this.#bar.show();
    this.#say(`${cell.name} is as it was`);
  }

  async #resetAll() {
    await this.#runner.forget();
    this.#kept.forget();
    for (const cell of this.#cells) cell?.reset();
    this.#bar.show();
    this.#say("All cells are as they were; variables are forgotten");
  }
}
