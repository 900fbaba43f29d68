// One run as it is played: forward, back, rewind, and what becomes of it when settings change. No DOM.
import { build, LIVE, rewind, signature, tune } from "./engine.js";

const KEPT = 200; // steps back
const DENSE = 300; // points of a curve

export const session = (state) => new Session(state);

class Session {
  run = null;
  curve = []; // [epochs, training loss, test loss]
  mixed = false; // settings or weights were changed on the way: the link cannot repeat this run
  goal = 0; // epochs to catch up with, as when a link is opened
  train = null;
  test = null; // of the last note()
  history = [];
  seen = {}; // what the run was made of; `drawn`: without points drawn by hand
  epochs = 0; // as last seen in the settings
  gap = 0;
  stamp = 0; // another one whenever the run is not only further
  renewed = false; // another run, of which the pictures have not heard

  constructor(state) {
    this.state = state;
  }

  get time() {
    return this.run.epochs + this.run.position / (this.run.train.n || 1);
  }
  get canGoBack() {
    return this.history.length > 0;
  }

  // Whether the run is another one since this was asked.
  news() {
    const { renewed } = this;
    this.renewed = false;
    return renewed;
  }

  // After any change of the settings. Settings are drawn in the next frame, but a button may be faster: what it does
  // is done to a run of the settings as they are.
  sync() {
    const { state, seen } = this;
    const now = {
      built: signature(state),
      drawn: signature(state, false),
      live: JSON.stringify(LIVE.map((k) => state[k])),
      edits: JSON.stringify(state.edits),
    };
    const fresh = now.built !== seen.built;
    this.renewed ||= fresh;
    if (fresh) this.rebuild(now.drawn === seen.drawn && now.edits === seen.edits);
    else if (now.live !== seen.live) {
      tune(this.run, state);
      if (this.run.steps) this.mixed = true;
    }
    if (!fresh && now.edits !== seen.edits) this.rewind();
    if (JSON.stringify(now) !== JSON.stringify(seen)) this.stamp += 1;
    this.seen = now;
    if (state.epochs !== this.epochs || this.run.steps === 0) {
      this.epochs = state.epochs;
      if (this.epochs < this.run.epochs) this.rewind();
      this.goal = this.epochs;
      this.catchUp(performance.now() + 20);
    }
  }

  // Another run; where only a point was drawn it goes on from here.
  rebuild(goesOn) {
    const before = this.run;
    this.run = build(this.state);
    if (!before?.steps || !goesOn) {
      this.rewind();
      return;
    }
    this.run.restore({ ...before.snapshot(), position: 0, rows: [] });
    this.mixed = true;
    this.history = [];
    this.epochs = this.state.epochs;
    this.note();
  }

  // Epochs from point to point of the curve on the way to the goal.
  get stride() {
    return Math.ceil(this.goal / DENSE);
  }

  // Towards the goal, until `end` on the clock.
  catchUp(end) {
    const { run, stride: each } = this;
    while (run.epochs < this.goal && run.train.n && performance.now() < end) {
      run.epoch(Math.min(each, this.goal - run.epochs));
      this.note();
    }
    this.note();
    if (run.epochs >= this.goal || !run.train.n) this.goal = 0;
  }

  // The next sync begins anew, whatever it finds.
  forget() {
    this.seen.built = this.seen.drawn = "";
  }

  // The settings follow the run: how far it stands.
  stand() {
    this.epochs = this.run.epochs;
    this.goal = 0;
    return { epochs: this.epochs };
  }

  remember() {
    this.history.push([this.run.snapshot(), this.mixed]);
    if (this.history.length > KEPT) this.history.shift();
  }
  // The same run, further on, as a worker sends it.
  take({ snapshot, marks }) {
    this.remember();
    for (const mark of marks) if (mark[0] < snapshot.epochs) this.mark(mark);
    this.run.restore(snapshot);
    this.note();
    if (this.run.epochs >= this.goal) this.goal = 0;
  }
  forward(move, count) {
    this.sync();
    this.remember();
    this.run[move](count);
    this.note();
  }
  back() {
    this.sync();
    if (!this.canGoBack) return; // of another run there is nothing to go back to
    const [snapshot, mixed] = this.history.pop();
    this.run.restore(snapshot);
    this.mixed = mixed;
    this.curve = this.curve.filter(([t]) => t < this.time);
    this.note();
  }
  rewind() {
    this.stamp += 1;
    rewind(this.run, this.state);
    this.mixed = false;
    this.goal = this.gap = 0;
    this.history = [];
    this.curve = [];
    this.note();
  }

  // At the start an edit belongs to the settings, later to this run alone.
  edit(layer, unit, input, value) {
    this.sync();
    this.stamp += 1;
    this.run.edit(layer, unit, input, value);
    if (this.run.steps) {
      this.mixed = true;
      this.note();
      return {};
    }
    const others = this.state.edits.filter((e) => e[0] !== layer || e[1] !== unit || e[2] !== input);
    const all = [...others, [layer, unit, input, value]];
    this.seen.edits = JSON.stringify(all);
    this.note();
    return { edits: all };
  }

  // Measures the losses.
  note() {
    this.train = this.run.evaluate("train");
    this.test = this.run.evaluate("test");
    this.mark([this.time, this.train.loss, this.test.loss]);
  }

  // A point of the curve, which thins out as it grows.
  mark(point) {
    const { curve } = this;
    const [time] = point;
    if (curve.length && curve.at(-1)[0] === time) curve.pop();
    else if (curve.length > 1 && time - curve.at(-2)[0] < this.gap) curve.pop();
    curve.push(point);
    if (curve.length > DENSE) {
      this.gap = time / (DENSE / 2);
      this.curve = curve.filter((_, i) => i % 2 === 0 || i === curve.length - 1);
    }
  }
}
