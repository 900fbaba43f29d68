// Play, step, epoch, back, rewind: the buttons, and the frames in which the run goes on.
import { button, choice, h, readout, reducedMotion, setText } from "../widgets/ui.js";

const BUDGET = 9; // ms of a frame for training and drawing, at full speed
const JUMP = 100; // epochs at once where motion is not wanted

// it: the session; draw() draws what changed; stopped() hears of every rest.
export function player({ it, words, draw, stopped }) {
  const say = words.say;
  let request = null;
  let speed = 1;
  let costs = 3; // ms, drawing
  let last = 0;
  let began = [0, 0];

  const rate = readout("rate", (v) => `${Math.round(v).toLocaleString("en")} ${say.rate}`);
  const epoch = readout("epoch", (v) => v.toLocaleString("en"));
  const step = readout("step", (v) => v.toLocaleString("en"));
  const playing = () => request !== null;

  const healthy = () => Number.isFinite(it.train.loss) || !it.run.train.n;
  // Trains as long as the frame allows, or for so many epochs.
  function advance(budget) {
    if (it.goal) return it.catchUp(budget);
    const end = performance.now() + budget;
    let left = speed || Infinity;
    do it.run.epoch(); while ((left -= 1) > 0 && performance.now() < end);
    it.note();
    return healthy() && it.run.train.n > 0;
  }
  function tick(time) {
    request = requestAnimationFrame(tick);
    if (!it.goal) it.remember();
    const more = advance(Math.max(BUDGET - costs, 2));
    const began = performance.now();
    pace(time);
    draw();
    costs = 0.9 * costs + 0.1 * (performance.now() - began);
    if (!more) pause();
  }
  function pace(time) {
    if (time - last < 500) return;
    const [t, e] = began;
    if (last) rate.set((1000 * (it.run.epochs - e)) / (time - t));
    [began, last] = [[time, it.run.epochs], time];
  }
  function start() {
    if (playing() || !it.run.train.n) return;
    last = 0;
    if (reducedMotion() && !it.goal) {
      it.remember();
      it.run.epoch(JUMP);
      it.note();
      return rest();
    }
    request = requestAnimationFrame(tick);
    show();
  }
  function pause() {
    cancelAnimationFrame(request);
    request = null;
    rest();
  }
  const rest = () => { show(); stopped(); };
  const once = (work) => () => { if (playing()) cancelAnimationFrame(request); request = null; work(); rest(); };

  const play = button("Play", () => (playing() ? pause() : start()), { class: "primary" });
  const back = button("Back", once(() => it.back()), { title: say.back });
  const rewind = button("Rewind", once(() => it.rewind()), { title: say.rewind });
  const speeds = choice({ label: say.speed, value: 1, onChange: (v) => { speed = v; }, options: [[1, "1"], [10, "10"], [0, say.fast]].map(([value, label]) => ({ value, label })) });
  speeds.el.dataset.control = "speed";

  function show() {
    setText(play, playing() ? "Pause" : "Play");
    play.setAttribute("aria-pressed", playing());
    back.disabled = !it.canGoBack;
    rewind.disabled = it.run.steps === 0;
    rate.el.style.visibility = playing() ? "" : "hidden";
    epoch.set(it.run.epochs);
    step.set(it.run.steps);
  }
  const el = h("div", { class: "control player", role: "group", "aria-label": say.player, "data-control": "player" }, play,
    button("Step", once(() => it.forward("step")), { title: say.step }), button("Epoch", once(() => it.forward("epoch")), { title: say.epoch }), back, rewind);
  const clock = h("p", { class: "clock" }, h("span", {}, "epoch ", epoch.el), h("span", {}, "step ", step.el), rate.el);
  return { el, speeds, clock, show, start, pause, playing, stop: () => cancelAnimationFrame(request) };
}
