// The fit explorer: drag a point; a small network, training as you watch, bends its curve to it.
import {
  button,
  controls,
  frame,
  h,
  ordered,
  pythonCode,
  readyMade,
  reducedMotion,
  setText,
} from "../../widgets/ui.js";
import { lure } from "./lure.js";
import { told } from "./numbers.js";
import { JUMP, pace } from "./pace.js";
import { picture } from "./picture.js";
import { fit } from "./run.js";
import css from "./widget.css";

const copy = (points) => points.map((point) => [...point]);

function render({ model, el }) {
  const words = ordered(model, "_words");
  const ui = frame({ model, el, title: words.name, draw: () => show.all() });
  const { state, initial, set } = ui.store;
  const it = session(state);
  const change = (patch) => {
    bait.stop();
    set(patch);
  };
  const parts = {
    words,
    start: readyMade(model, state, { label: words.from, onChange: change }),
    settings: controls(model, state, change),
    view: picture({
      words,
      points: () => it.points,
      touched: () => bait.stop(),
      move(i, to) {
        it.points = copy(it.points).with(i, to); // at once: keys can be faster than frames
        change({ preset: "", points: copy(it.points) });
        time.wake();
      },
    }),
    code: pythonCode(() => python(state, it)),
    ...told(words),
  };
  const time = pace({ el: ui.host, it: () => it.run, draw: () => show.run(), rest: () => rest() });
  const bait = lure({
    points: () => it.points,
    moved() {
      it.run.pull(it.points);
      time.wake();
    },
  });
  const rest = () => {
    parts.say(it.run);
    if (state.opening) bait.rested();
  };
  const reset = () => {
    time.pause();
    change(initial);
    it.anew();
    parts.forget();
    ui.schedule();
  };
  parts.buttons = player({ it, time, touched: () => bait.stop(), show: () => show.run(), reset });
  const show = shower(it, state, parts);
  ui.body.classList.add("stack", "fit");
  ui.body.append(h("style", {}, css), ...page(parts, state));
  ui.start();
  if (state.opening && !reducedMotion()) time.play();
  return () => {
    bait.stop();
    time.end();
    parts.stop();
    ui.stop();
  };
}

// all(): after a change of the settings or the width; run(): what changes at every step.
function shower(it, state, { words, view, start, settings, buttons, code, write, forget }) {
  const run = () => {
    view.draw(it.run, view.el.parentElement.clientWidth);
    write(it.run);
    buttons.show();
  };
  const all = () => {
    if (it.follow()) forget();
    start.set(state.preset);
    if (!state.preset) setText(start.comment, words.own);
    settings.update();
    run();
    code.update();
  };
  return { all, run };
}

// The run, and the points as they stand now; follow() takes up what was set, and says whether it begins anew.
function session(state) {
  const it = { points: copy(state.points), run: fit(state) };
  let seen = { points: state.points, units: state.units, preset: state.preset };
  it.anew = () => {
    it.points = copy(state.points);
    it.run = fit(state);
  };
  it.follow = () => {
    const { points, units, preset } = state;
    const other =
      units !== seen.units || points.length !== it.points.length || (preset && preset !== seen.preset);
    it.run.setRate(state.lr);
    if (points !== seen.points) it.points = copy(points);
    if (other) it.anew();
    else it.run.pull(it.points);
    seen = { points, units, preset };
    return other;
  };
  return it;
}

function player({ it, time, touched, show, reset }) {
  const play = button("Play", () => (time.playing() ? [touched(), time.pause()] : time.play()), {
    class: "primary",
  });
  const step = button("Step", () => {
    touched();
    time.pause();
    it.run.step();
    show();
  });
  const el = h("div", { class: "control player" }, play, step, button("Reset", reset));
  return { el, show: () => setText(play, time.playing() ? "Pause" : "Play") };
}

function page({ words, view, start, settings, numbers, facts, losses, spoken, code, buttons }, { opening }) {
  const { lr, units } = settings.parts;
  return [
    view.el,
    h("div", { class: "foot" }, buttons.el, numbers, losses.el),
    h(
      "details",
      { class: "more", open: !opening },
      h("summary", {}, words.more),
      h("div", { class: "bar" }, start.el, lr.el, units.el),
      start.comment,
      facts,
      code.el,
    ),
    spoken,
  ];
}

const python = ({ points, lr, units }, it) => `from course_lib.backprop.fit_explorer import train

points = ${JSON.stringify(points)}
layers, losses = train(points, units=${units}, lr=${lr}, steps=${it.run.steps() || JUMP})
print(losses[-1])
`;

export default { render };
