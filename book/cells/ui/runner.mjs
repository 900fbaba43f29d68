// Who runs cells: one job after the other, what a cell needs before it, and what Python says meanwhile.

import { testsOf, toRun } from "./plan.mjs";
import { pagePython } from "./python.mjs";
import * as words from "./words.mjs";

export class Runner {
  #told;
  #cells;
  #python;
  #say; // to the live region
  #judged; // (test, passed): to be kept
  #now = null; // the cell whose bar tells what Python does
  #note = "";
  #last = Promise.resolve(); // one job after the other
  #turn = 0; // a stop ends what waits, too
  #giveUp = () => {}; // what waits for Python to come

  constructor(told, cells, { say, judged }) {
    this.#told = told;
    this.#cells = cells;
    this.#say = say;
    this.#judged = judged;
    this.#python = pagePython(told, {
      bytes: (n) => this.#now?.show(words.megabytes(n), true),
      state: (state) => this.#state(state),
      note: (text) => this.#noted(text),
    });
  }

  prepare() {
    return this.#python.prepare();
  }

  /** A cell, after what it needs. */
  run(cell) {
    return this.#job((turn) => this.#runWithAbove(cell, turn), cell);
  }

  /** An answer and each visible test below it. */
  check(cell) {
    return this.#job((turn) => this.#check(cell, turn), cell);
  }

  /** Ends what runs and what waits; `only` if it is this cell. */
  async stop(only = this.#now) {
    if (only !== this.#now) return;
    this.#turn += 1;
    this.#giveUp();
    await this.#python.stop();
    await this.#last;
  }

  /** Forgets every variable. */
  async forget() {
    await this.stop();
    await this.#python.reset();
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

  #above(cell) {
    return toRun(this.#told.cells, this.#cells.indexOf(cell), {
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
      this.#now = null;
      cell.show("Stopped");
      return null;
    }
    cell.output?.begin();
    const { source, toRun: text } = cell;
    const end = await this.#python.run(text, `${cell.number}`, (told) => cell.output?.take(told));
    this.#now = null;
    if (end.lost) for (const other of this.#cells) if (other) other.ran = null;
    if (!end.lost) cell.ran = source;
    this.#ended(cell, end);
    return end;
  }

  #ended(cell, end) {
    cell.output?.end(end.error);
    if (cell.row.kind === "test") this.#judged(cell, !end.error && !end.lost);
    const text = words.ended(end, this.#note);
    const lacks = end.error?.missing ? `. ${words.missing(end.error.missing)}` : "";
    const passed = cell.row.kind === "test" && !end.error && !end.lost ? "✓ Passed. " : "";
    cell.show(passed + text + lacks);
    if (lacks && this.#told.colab) cell.status?.append(" ", words.colabLink(this.#told.colab));
    this.#say(`${cell.name}: ${passed}${text}${lacks}`);
  }

  async #check(cell, turn) {
    const end = await this.#runWithAbove(cell, turn);
    if (!end || end.stopped) return;
    const verdicts = [];
    for (const k of testsOf(this.#told.cells, this.#cells.indexOf(cell))) {
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
