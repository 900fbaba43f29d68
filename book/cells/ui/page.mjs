// The cells of one page together: what runs before what, what is told, what is kept.

import { Cell } from "./cell.mjs";
import { Kept } from "./kept.mjs";
import { pageBar } from "./page_bar.mjs";
import { answerOf, isLive, testsOf, toRun } from "./plan.mjs";
import { pagePython } from "./python.mjs";
import * as words from "./words.mjs";

export class Page {
  #told;
  #cells;
  #python;
  #kept;
  #bar;
  #say; // to the live region
  #now = null; // the cell whose bar tells what Python does
  #note = "";
  #last = Promise.resolve(); // one job after the other
  #turn = 0; // a stop ends what waits, too
  #giveUp = () => {}; // what waits for Python to come

  constructor(told, elementOf, say) {
    this.#told = told;
    this.#say = say;
    this.#kept = new Kept(told.notebook);
    const hear = {
      bytes: (n) => this.#loading(words.megabytes(n)),
      state: (state) => this.#state(state),
      note: (text) => this.#noted(text),
    };
    this.#python = pagePython(told, hear);
    const acts = this.#acts();
    let number = 0;
    this.#cells = told.cells.map((row) => {
      if (!isLive(row)) return null;
      number += 1;
      return new Cell(row, number, elementOf(row.id), acts, words.once(told.snapshot));
    });
    this.#bar = pageBar(told, this.#cells, this.#kept, () => this.#resetAll());
    for (const cell of this.#cells) {
      const edit = cell && this.#kept.edits[cell.row.id];
      if (typeof edit === "string") cell.edit(edit);
    }
    this.#bar.show();
  }

  #acts() {
    const fromFile = location.protocol === "file:";
    const asked = (how) => (cell) => (fromFile ? cell.show(words.FROM_A_FILE) : how(cell));
    return {
      run: asked((cell) => this.#job((turn) => this.#runWithAbove(cell, turn), cell)),
      check: asked((cell) => this.#job((turn) => this.#check(cell, turn), cell)),
      stop: () => this.#stop(),
      prepare: () => fromFile || this.#python.prepare(),
      edited: (cell) => this.#edited(cell),
      reset: (cell) => this.#reset(cell),
      text: () => import(new URL("cells-text.js", new URL(this.#told.site, document.baseURI)).href),
    };
  }

  async #job(work, cell) {
    const turn = this.#turn;
    cell.show("Waits", true);
    this.#last = this.#last
      .then(() => turn === this.#turn && work(turn))
      .catch((error) => this.#failed(error, cell));
    await this.#last;
    if (cell.status.textContent === "Waits") cell.show("");
  }

  #index(cell) {
    return this.#cells.indexOf(cell);
  }

  #above(cell) {
    return toRun(this.#told.cells, this.#index(cell), {
      hasRun: (k) => this.#cells[k].hasRun,
      isTouched: (k) => this.#cells[k].isEdited,
    }).map((k) => this.#cells[k]);
  }

  /** A cell and what it needs. An error above does not end it, but is named if the cell fails as well. */
  async #runWithAbove(cell, turn) {
    let broken = null;
    for (const one of this.#above(cell)) {
      if (turn !== this.#turn) return null;
      const end = await this.#execute(one, turn);
      if (!end || end.lost) return null;
      if (end.error && one !== cell) broken ??= one;
      if (one === cell && end.error && !end.stopped && broken)
        cell.show(`${cell.status.textContent}. An error came before, in ${broken.name}.`);
      if (one === cell) return end;
    }
    return null;
  }

  /** How it ended; null if it was given up before it began. */
  async #execute(cell, turn) {
    this.#now = cell;
    this.#note = "";
    cell.show("Starts", true);
    await Promise.race([this.#python.start(), new Promise((resolve) => (this.#giveUp = resolve))]);
    if (turn !== this.#turn) {
      cell.show("Stopped");
      return null;
    }
    cell.output?.begin();
    const { source } = cell;
    const end = await this.#python.run(source, `${cell.number}`, (told) => cell.output?.take(told));
    this.#now = null;
    if (end.lost) for (const other of this.#cells) if (other) other.ran = null;
    if (!end.lost) cell.ran = source;
    this.#ended(cell, end);
    return end;
  }

  #ended(cell, end) {
    cell.output?.end(end.error);
    if (cell.row.kind === "test") this.#judged(cell, end);
    const text = words.ended(end, this.#note);
    const lacks = end.error?.missing ? `. ${words.missing(end.error.missing)}` : "";
    const passed = cell.row.kind === "test" && !end.error && !end.lost ? "✓ Passed. " : "";
    cell.show(passed + text + lacks);
    if (lacks && this.#told.colab) cell.status?.append(" ", words.colabLink(this.#told.colab));
    this.#say(`${cell.name}: ${passed}${text}${lacks}`);
  }

  /** An answer and each visible test below it. */
  async #check(cell, turn) {
    const end = await this.#runWithAbove(cell, turn);
    if (!end || end.stopped) return;
    const verdicts = [];
    for (const k of testsOf(this.#told.cells, this.#index(cell))) {
      const test = this.#cells[k];
      if (turn !== this.#turn) return;
      if (test.row.kind === "given" && test.hasRun) continue;
      const judged = await this.#execute(test, turn);
      if (!judged || judged.lost) return;
      if (test.row.kind === "test")
        verdicts.push({
          passed: !judged.error,
          title: test.row.title || test.name,
          text: words.verdict(judged),
        });
    }
    cell.judge(verdicts);
    const passed = verdicts.filter((one) => one.passed).length;
    const total = `${passed} of ${verdicts.length} tests passed`;
    cell.show(end.error ? `${cell.status.textContent}; ${total}` : total);
    this.#say(total);
  }

  #judged(cell, { error, lost }) {
    this.#kept.put("passed", cell.row.id, error || lost ? undefined : true);
    this.#bar.show();
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
    const rows = this.#told.cells;
    const mine = this.#index(cell);
    for (const k of testsOf(rows, mine))
      if (rows[k].kind === "test" && answerOf(rows, k) === mine)
        this.#kept.put("passed", rows[k].id, undefined);
  }

  async #reset(cell) {
    if (this.#now === cell) await this.#stop();
    cell.reset();
    this.#kept.put("edits", cell.row.id, undefined);
    this.#unjudge(cell);
    this.#bar.show();
    this.#say(`${cell.name} is as it was`);
  }

  async #resetAll() {
    await this.#stop();
    await this.#python.reset();
    this.#kept.forget();
    for (const cell of this.#cells) cell?.reset();
    this.#bar.show();
    this.#say("All cells are as they were; variables are forgotten");
  }

  async #stop() {
    this.#turn += 1;
    this.#giveUp();
    await this.#python.stop();
    await this.#last;
  }

  #loading(text) {
    this.#now?.show(text, true);
  }

  #state(state) {
    if (state === "loading") this.#say("Loading Python");
    if (state === "ready" && !document.documentElement.dataset.python) {
      document.documentElement.dataset.python = "ready";
      this.#say("Python ready");
      this.#now?.show("Python ready", true);
    }
    if (state === "busy") this.#now?.show("Runs", true);
  }

  #noted(text) {
    this.#note = text;
    this.#say(words.NOTES[text]);
  }

  /** Python did not come: the page is as it was built, and may be asked again. */
  #failed(error, asked) {
    this.#turn += 1;
    this.#now?.output?.drop();
    this.#now?.show("");
    this.#now = null;
    for (const cell of this.#cells) if (cell) cell.ran = null;
    asked.output?.drop();
    asked.show(words.failed(error));
    if (asked.runButton) asked.runButton.textContent = "Retry";
    this.#say(words.failed(error));
  }
}
