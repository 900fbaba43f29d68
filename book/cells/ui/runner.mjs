// Who runs cells: one job after the other, what a cell needs before it, and what Python says meanwhile. It comes with
// the first sign that a reader means to run one. What happens is told where it happens and where it was asked for.

import { ending, lacking } from "./answers.mjs";
import { testsOf, toRun } from "./plan.mjs";
import { pagePython } from "./python.mjs";
import * as words from "./words.mjs";

export class Runner {
  #told;
  #cells;
  #python;
  #say; // to the live region
  #judged; // (test, passed): to be kept
  #asked = null; // the cell whose button was pressed
  #now = null; // the cell that runs, or for which Python comes
  #note = ""; // what Python's loader told in this job
  #why = ""; // what ended it
  #last = Promise.resolve(); // one job after the other
  #turn = 0; // a stop ends what waits, too
  #giveUp = () => {}; // what waits for Python to come

  constructor(told, cells, { say, judged }) {
    this.#told = told;
    this.#cells = cells;
    this.#say = say;
    this.#judged = judged;
    this.#python = pagePython(told, {
      bytes: (n) => this.#show(words.megabytes(n)),
      state: (state) => this.#state(state),
      note: (text) => this.#noted(text),
    });
  }

  prepare() {
    return this.#python.prepare();
  }

  /** A cell after what it needs; `check`: an answer, and each visible test below it. */
  run(cell) {
    return this.#job((turn) => this.#runAsked(cell, turn), cell);
  }

  check(cell) {
    return this.#job((turn) => this.#check(cell, turn), cell);
  }

  /** Ends what runs and what waits; `only` if it is this cell's. */
  async stop(only = this.#now) {
    if (only !== this.#now && only !== this.#asked) return;
    this.#turn += 1;
    this.#giveUp();
    await this.#python.stop();
    await this.#last;
  }

  async forget() {
    await this.stop();
    await this.#python.reset();
  }

  async #job(work, cell) {
    const turn = this.#turn;
    cell.show("Waits", true);
    const begun = () => {
      this.#asked = cell;
      this.#note = this.#why = "";
      return turn === this.#turn && work(turn);
    };
    this.#last = this.#last.then(begun).catch((error) => this.#failed(error, cell));
    await this.#last;
    if (cell.isBusy) cell.show(words.unfinished(this.#why));
    if (this.#asked === cell) this.#asked = null;
  }

  #show(text, there = text) {
    this.#now?.show(text, true);
    if (this.#asked !== this.#now) this.#asked?.show(there, true);
  }

  #above(cell) {
    return toRun(this.#told.cells, this.#cells.indexOf(cell), {
      hasRun: (k) => this.#cells[k].hasRun,
      isTouched: (k) => this.#cells[k].isEdited,
    }).map((k) => this.#cells[k]);
  }

  async #runAsked(cell, turn) {
    const why = cell.isEdited ? "" : lacking(this.#cells, cell);
    if (!why) return this.#runWithAbove(cell, turn);
    this.#tell(cell, why);
  }

  /** A cell and what it needs. An error above does not end it, but is named if the cell fails as well. */
  async #runWithAbove(cell, turn, checking = false) {
    let broken = null;
    for (const one of this.#above(cell)) {
      if (turn !== this.#turn) return null;
      const end = await this.#execute(one, turn, checking);
      if (!end || end.lost) return null;
      if (end.error && one !== cell) broken ??= one;
      if (one === cell && end.error && !end.stopped && broken)
        cell.show(cell.status.textContent.replace(/\.?$/, `. An error came before, in ${broken.name}.`));
      if (one === cell) return end;
    }
    return null;
  }

  /** How it ended; null if it was given up before it began. `checking`: more is to come where it was asked for. */
  async #execute(cell, turn, checking) {
    this.#now = cell;
    this.#show("Starts");
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
    this.#why = end.lost ? this.#note : end.stopped;
    this.#ended(cell, end, text, checking);
    return end;
  }

  #ended(cell, end, ran, checking) {
    cell.output?.end(end.error);
    const note = cell === this.#asked || end.lost ? this.#note : "";
    const { passed, text, link } = ending(this.#cells, cell, end, { ran, note, colab: this.#told.colab });
    if (cell.row.kind === "test") this.#judged(cell, passed);
    cell.show(text, checking && cell === this.#asked && !end.error && !this.#why);
    cell.status?.append(...link);
    this.#say(`${cell.name}: ${text}`);
  }

  #tell(cell, text) {
    cell.show(text);
    this.#say(text);
  }

  async #check(cell, turn) {
    const end = await this.#runWithAbove(cell, turn, true);
    if (!end || end.stopped) return;
    if (end.error) return this.#noAnswer(cell, end);
    const verdicts = [];
    for (const k of testsOf(this.#told.cells, this.#cells.indexOf(cell))) {
      const test = this.#cells[k];
      if (turn !== this.#turn) break;
      if (test.row.kind === "given" && (test.hasRun || lacking(this.#cells, test, cell))) continue;
      const why = lacking(this.#cells, test, cell);
      const judged = why ? {} : await this.#execute(test, turn);
      if (!judged || judged.lost) return;
      const passed = !why && !judged.error;
      const text = why || words.verdict(judged, cell, this.#cells);
      if (test.row.kind === "test") verdicts.push({ passed, title: test.title, text });
      if (judged.stopped) break;
    }
    cell.judge(verdicts);
    if (turn !== this.#turn || this.#why) return;
    const passed = verdicts.filter((one) => one.passed).length;
    this.#tell(cell, `${passed} of ${verdicts.length} tests passed`);
  }

  /** What fails by itself is not put to its tests: they would only say that it is not there. */
  #noAnswer(cell, { error }) {
    cell.judge([{ passed: false, title: cell.name, text: words.verdict({ error }, cell, this.#cells) }]);
    this.#tell(cell, `${cell.status.textContent}. The tests wait for an answer that runs.`);
  }

  #state(state) {
    if (state === "loading") this.#say("Loading Python");
    if (state === "ready" && !document.documentElement.dataset.python) {
      document.documentElement.dataset.python = "ready";
      this.#say("Python ready");
      this.#show("Python ready");
    }
    if (state === "busy" && this.#now) this.#show("Runs", words.meanwhile(this.#now));
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
    asked.failed(error);
    this.#say(words.failed(error));
  }
}
