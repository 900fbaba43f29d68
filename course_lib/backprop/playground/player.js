// Play, step, epoch, back, rewind: the buttons, and the frames in which the run goes on.
import { button, choice, clamp, h, readout, reducedMotion, setText } from "../../widgets/ui.js";

const [LEAST, MOST] = [4, 9]; // ms of a frame for training and drawing, as fast as it goes
const DEAR = 5; // ms for a picture
const LATE = 20; // ms: a frame later than this asks for less
const JUMP = 100; // epochs at once where motion is not wanted

// it: the session; draw() shows the run as it stands; stopped() hears of every rest.
export function player({ it, say, draw, stopped, reset }) {
  let request = null;
  let speed = 1; // epochs a frame; 0: as many as fit
  let cost = 3; // ms that drawing takes, smoothed
  let budget = MOST;
  let before = 0; // time of the last frame
  let frames = 0;
  let since = null; // [time, epochs] of the last look at the pace

  const count = (v) => v.toLocaleString("en");
  const epoch = readout("epoch", count);
  const step = readout("step", count);
  const rate = readout("rate", (v) => `${count(Math.round(v))} ${say.rate}`);
  rate.set(0);
  const going = () => it.run.train.n > 0 && Number.isFinite(it.train.loss);

  function tick(time) {
    request = requestAnimationFrame(tick);
    budget = clamp(budget + (time - before > LATE ? -0.5 : 0.1), LEAST, MOST);
    before = time;
    frames += 1;
    // where drawing is dear or frames are late, every other picture is enough
    const drawn = frames % (budget > LEAST && cost < DEAR ? 1 : 2) === 0;
    const end = performance.now() + (it.goal ? 4 * MOST : Math.max(budget - (drawn ? cost : 0), 2));
    const catching = it.goal > 0;
    if (catching) it.catchUp(end);
    else {
      it.remember();
      let left = speed || Infinity;
      do {
        it.run.epoch();
        left -= 1;
      } while (left > 0 && performance.now() < end);
      it.note();
    }
    const drawing = performance.now();
    if (time - since?.[0] > 400) rate.set((1000 * (it.run.epochs - since[1])) / (time - since[0]));
    if (!(time - since?.[0] <= 400)) since = [time, it.run.epochs];
    if (drawn) {
      draw();
      cost += 0.1 * (performance.now() - drawing - cost);
    }
    if (catching ? !it.goal : !going()) pause();
  }
  function pause() {
    cancelAnimationFrame(request);
    request = null;
    stopped();
  }
  function start() {
    if (request !== null || !going()) return;
    if (reducedMotion() && !it.goal) return once(() => it.forward("epoch", JUMP))();
    since = null;
    request = requestAnimationFrame(tick);
    show();
  }
  const once = (work) => () => {
    work();
    pause();
  };

  const play = button("Play", () => (request === null ? start() : pause()), { class: "primary" });
  const back = button(
    "Back",
    once(() => it.back()),
    { title: say.back },
  );
  const rewind = button(
    "Rewind",
    once(() => it.rewind()),
    { title: say.rewind },
  );
  const speeds = choice({
    label: say.speed,
    value: 1,
    onChange: (v) => {
      speed = v;
    },
    options: [1, 10, 0].map((value) => ({ value, label: value || say.fast })),
  });
  speeds.el.dataset.control = "speed";
  const el = h(
    "div",
    { class: "control player", role: "group", "aria-label": say.player, "data-control": "player" },
    play,
    button(
      "Step",
      once(() => it.forward("step")),
      { title: say.step },
    ),
    button(
      "Epoch",
      once(() => it.forward("epoch")),
      { title: say.epoch },
    ),
    back,
    rewind,
    button("Reset", reset, { title: say.reset }),
  );
  const clock = h(
    "p",
    { class: "clock" },
    h("b", {}, `${say.at} `, epoch.el),
    h("span", {}, `${say.after} `, step.el),
    rate.el,
  );

  function show() {
    setText(play, request === null ? "Play" : "Pause");
    back.disabled = !it.canGoBack;
    rewind.disabled = it.run.steps === 0 && !it.mixed;
    rate.el.style.visibility = request === null ? "hidden" : "";
    epoch.set(it.run.epochs);
    step.set(it.run.steps);
  }
  return {
    els: [el, speeds.el, clock],
    show,
    start,
    pause,
    playing: () => request !== null,
    stop: () => cancelAnimationFrame(request),
  };
}
