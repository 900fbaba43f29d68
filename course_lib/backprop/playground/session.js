// One run as it is played: forward, back, rewind, and what becomes of it when settings change. No DOM.
import { build, LIVE, rewind, signature, tune } from "./state.js";

const KEPT = 200; // steps back
const DENSE = 300; // points of a curve

export function session(state) {
  let built = "";
  let drawn = ""; // as built, but without points drawn by hand
  let live = "";
  let edits = "";
  let epochs = 0; // as last seen in the settings
  let history = [];
  let gap = 0;

  const it = {
    run: null,
    curve: [], // [epochs, training loss, test loss]
    mixed: false, // settings or weights were changed on the way: the link cannot repeat this run
    goal: 0, // epochs to catch up with, as when a link is opened
    train: null,
    test: null, // of the last note()
    get time() {
      return it.run.epochs + it.run.position / (it.run.train.n || 1);
    },
    get canGoBack() {
      return history.length > 0;
    },

    // After any change of the settings; true when the run is another one.
    sync() {
      const now = {
        built: signature(state),
        drawn: signature(state, false),
        live: JSON.stringify(LIVE.map((k) => state[k])),
        edits: JSON.stringify(state.edits),
      };
      const fresh = now.built !== built;
      if (fresh) {
        const before = it.run;
        it.run = build(state);
        if (before?.steps && now.drawn === drawn && now.edits === edits) {
          it.run.restore({ ...before.snapshot(), position: 0, rows: [] }); // a point was drawn: go on from here
          it.mixed = true;
          history = [];
          epochs = state.epochs;
          it.note();
        } else it.rewind();
      } else if (now.live !== live) {
        tune(it.run, state);
        if (it.run.steps) it.mixed = true;
      }
      if (!fresh && now.edits !== edits) it.rewind();
      [built, drawn, live, edits] = Object.values(now);
      if (state.epochs !== epochs || it.run.steps === 0) {
        epochs = state.epochs;
        if (epochs < it.run.epochs) it.rewind();
        it.goal = epochs;
        it.catchUp(performance.now() + 20);
      }
      return fresh;
    },

    // Towards the goal, until `end` on the clock.
    catchUp(end) {
      const each = Math.ceil(it.goal / DENSE);
      while (it.run.epochs < it.goal && it.run.train.n && performance.now() < end) {
        it.run.epoch(Math.min(each, it.goal - it.run.epochs));
        it.note();
      }
      it.note();
      if (it.run.epochs >= it.goal || !it.run.train.n) it.goal = 0;
    },

    // The next sync begins anew, whatever it finds.
    forget() {
      built = drawn = "";
    },

    // The settings follow the run: how far it stands.
    stand() {
      epochs = it.run.epochs;
      it.goal = 0;
      return { epochs };
    },

    remember() {
      history.push([it.run.snapshot(), it.mixed]);
      if (history.length > KEPT) history.shift();
    },
    forward(move, count) {
      it.remember();
      it.run[move](count);
      it.note();
    },
    back() {
      const [snapshot, mixed] = history.pop();
      it.run.restore(snapshot);
      it.mixed = mixed;
      it.curve = it.curve.filter(([t]) => t < it.time);
      it.note();
    },
    rewind() {
      rewind(it.run, state);
      it.mixed = false;
      it.goal = gap = 0;
      history = [];
      it.curve = [];
      it.note();
    },
    // At the start an edit belongs to the settings, later to this run alone.
    edit(layer, unit, input, value) {
      it.run.edit(layer, unit, input, value);
      if (it.run.steps) {
        it.mixed = true;
        it.note();
        return {};
      }
      const others = state.edits.filter((e) => e[0] !== layer || e[1] !== unit || e[2] !== input);
      const all = [...others, [layer, unit, input, value]];
      edits = JSON.stringify(all);
      it.note();
      return { edits: all };
    },
    // Measures the losses; the curve thins out as it grows.
    note() {
      it.train = it.run.evaluate("train");
      it.test = it.run.evaluate("test");
      const { curve, time } = it;
      if (curve.length && curve.at(-1)[0] === time) curve.pop();
      else if (curve.length > 1 && time - curve.at(-2)[0] < gap) curve.pop();
      curve.push([time, it.train.loss, it.test.loss]);
      if (curve.length > DENSE) {
        gap = time / (DENSE / 2);
        it.curve = curve.filter((_, i) => i % 2 === 0 || i === curve.length - 1);
      }
    },
  };
  return it;
}
