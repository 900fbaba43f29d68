// Play, step, epoch, back, rewind: the buttons, and the frames in which the run goes on.
import { button, choice, h, readout, reducedMotion, setText } from "../../widgets/ui.js";
import { crew } from "./crew.js";
import { pacer } from "./pacer.js";

const JUMP = 100; // epochs at once where motion is not wanted

// it: the session; draw() shows the run as it stands; stopped() hears of every rest.
export function player({ it, say, draw, stopped }) {
  let request = null;
  const clock = clockOf(it, say);
  const hired = crew(it);
  const pace = pacer({ it, hired, draw, rate: clock.rate });
  const going = () => it.run.train.n > 0 && Number.isFinite(it.train.loss);
  const tick = (time) => {
    request = requestAnimationFrame(tick);
    const catching = it.goal > 0;
    pace.frame(time);
    if (catching ? !it.goal : !going()) pause();
  };
  const pause = () => {
    cancelAnimationFrame(request);
    request = null;
    hired.dismiss();
    stopped();
  };
  const once = (work) => () => {
    work();
    pause();
  };
  const start = () => {
    if (request !== null || !going()) return;
    if (reducedMotion() && !it.goal) {
      once(() => it.forward("epoch", JUMP))();
      return;
    }
    pace.begin();
    request = requestAnimationFrame(tick);
    show();
  };
  const buttons = buttonsOf({ it, say, once, toggle: () => (request === null ? start() : pause()) });
  const speeds = choice({
    label: say.speed,
    value: 1,
    onChange: (v) => {
      pace.speed = v;
    },
    options: [1, 10, 0].map((value) => ({ value, label: value || say.fast })),
  });
  speeds.el.dataset.control = "speed";
  function show() {
    buttons.show(request !== null);
    buttons.el.dataset.by = hired.ready() ? "worker" : "page";
    clock.show(request !== null);
  }
  return {
    els: [buttons.el, speeds.el, clock.el],
    show,
    start,
    pause,
    playing: () => request !== null,
    stop: () => {
      cancelAnimationFrame(request);
      hired.end();
    },
  };
}

function buttonsOf({ it, say, once, toggle }) {
  const act = (text, work, title) => button(text, once(work), { title });
  const play = button("Play", toggle, { class: "primary" });
  const back = act("Back", () => it.back(), say.back);
  const rewind = act("Rewind", () => it.rewind(), say.rewind);
  const el = h(
    "div",
    { class: "control player", role: "group", "aria-label": say.player, "data-control": "player" },
    play,
    act("Step", () => it.forward("step"), say.step),
    act("Epoch", () => it.forward("epoch"), say.epoch),
    back,
    rewind,
  );
  const show = (playing) => {
    setText(play, playing ? "Pause" : "Play");
    back.disabled = !it.canGoBack;
    rewind.disabled = it.run.steps === 0 && !it.mixed;
  };
  return { el, show };
}

function clockOf(it, say) {
  const count = (v) => v.toLocaleString("en");
  const epoch = readout("epoch", count);
  const step = readout("step", count);
  const rate = readout("rate", (v) => `${count(Math.round(v))} ${say.rate}`);
  rate.set(0);
  const el = h(
    "p",
    { class: "clock" },
    h("b", {}, `${say.at} `, epoch.el),
    h("span", {}, `${say.after} `, step.el),
    rate.el,
  );
  const show = (playing) => {
    rate.el.style.visibility = playing ? "" : "hidden";
    epoch.set(it.run.epochs);
    step.set(it.run.steps);
  };
  return { el, rate, show };
}
