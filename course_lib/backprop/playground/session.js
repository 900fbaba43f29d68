// One run as it is played: forward, back, rewind, and what becomes of it when settings change. No DOM.
import { build, LIVE, rewind, signature, tune } from "./state.js";

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

  constructor(state) {
    this.state = state;
  }

  get time() {
    return this.run.epochs + this.run.position / (this.run.train.n || 1);
  }
  get canGoBack() {
    return this.history.length > 0;
  }

  // After any change of the settings; true when the run is another one.
  sync() {
    const { state, seen } = this;
    const now = {
      built: signature(state),
      drawn: signature(state, false),
      live: JSON.stringify(LIVE.map((k) => state[k])),
      edits: JSON.stringify(state.edits),
    };
    const fresh = now.built !== seen.built;
    if (fresh) this.rebuild(now.drawn === seen.drawn && now.edits === seen.edits);
    else if (now.live !== seen.live) {
      tune(this.run, state);
      if (this.run.steps) this.mixed = true;
    }
    if (!fresh && now.edits !== seen.edits) this.rewind();
    this.seen = now;
    if (state.epochs !== this.epochs || this.run.steps === 0) {
      this.epochs = state.epochs;
      if (this.epochs < this.run.epochs) this.rewind();
      this.goal = this.epochs;
      this.catchUp(performance.now() + 20);
    }
    return fresh;
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

  // Towards the goal, until `end` on the clock.
  catchUp(end) {
    const { run } = this;
    const each = Math.ceil(this.goal / DENSE);
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
  forward(move, count) {
    this.remember();
    this.run[move](count);
    this.note();
  }
  back() {
    const [snapshot, mixed] = this.history.pop();
    this.run.restore(snapshot);
    this.mixed = mixed;
    this.curve = this.curve.filter(([t]) => t < this.time);
    this.note();
  }
  rewind() {
    rewind(this.run, this.state);
    this.mixed = false;
    this.goal = this.gap = 0;
    this.history = [];
    this.curve = [];
    this.note();
  }

  // At the start an edit belongs to the settings, later to this run alone.
  edit(layer, unit, input, value) {
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

  // Measures the losses; the curve thins out as it grows.
  note() {
    this.train = this.run.evaluate("train");
    this.test = this.run.evaluate("test");
    const { curve, time } = this;
    if (curve.length && curve.at(-1)[0] === time) curve.pop();
    else if (curve.length > 1 && time - curve.at(-2)[0] < this.gap) curve.pop();
    curve.push([time, this.train.loss, this.test.loss]);
    if (curve.length > DENSE) {
      this.gap = time / (DENSE / 2);
      this.curve = curve.filter((_, i) => i % 2 === 0 || i === curve.length - 1);
    }
  }
}
