// The playground: a small network that trains in the page.
import { controls, frame, h, ordered, readyMade } from "../../widgets/ui.js";
import { dataset, hiding } from "./controls.js";
import { guessFirst } from "./guess.js";
import { depth, page } from "./page.js";
import { player } from "./player.js";
import { results } from "./results.js";
import { session } from "./session.js";
import { agree, completed } from "./state.js";
import { views } from "./views.js";
import css from "./widget.css";

function render({ model, el }) {
  const words = ordered(model, "_words");
  const { say } = words;
  const ui = frame({ model, el, title: say.name, draw: () => draw(), agree });
  const { state, initial, set } = ui.store;
  const it = session(state);
  const change = (patch) => set(completed(state, patch));
  const restart = (patch) => {
    play.pause();
    it.forget();
    set(patch);
    ui.schedule();
  };
  const afresh = (patch) => {
    guess.reset();
    restart(patch);
  };
  const start = readyMade(model, state, { onChange: afresh });
  const settings = controls(model, state, change);
  const play = player({
    it,
    say,
    draw: () => drawRun(),
    stopped: () => {
      set(it.stand());
      ui.schedule();
    },
    reset: () => afresh(begun(state, initial, start)),
  });
  const guess = guessFirst({ say, it, restart, start });
  const parts = {
    say,
    start,
    guess,
    play,
    settings: settings.parts,
    data: dataset({ state, words, change }),
    depth: depth({ state, say, change }),
    views: views({ ui, state, words, it, change, set, playing: play.playing }),
    results: results({ ui, state, say, it, texts: model.get("_code") }),
    forClass: hiding({ state, words, set }),
  };

  function draw() {
    if (!ui.host.isConnected) return; // JupyterLab attaches it later; without a place there are no colours and no size
    parts.views.prepare();
    start.set(state.preset);
    guess.el.hidden = state.preset !== "circle"; // it asks about that one
    parts.data.update(parts.views.colours());
    settings.update("inert");
    parts.depth.update();
    parts.views.layout();
    for (const part of ui.body.querySelectorAll("[data-control]"))
      part.classList.toggle("gone", state.hide.includes(part.dataset.control));
    parts.forClass.update();
    drawRun();
    if (it.goal) play.start();
    if (!play.playing()) parts.results.rest();
  }
  // What changes at every step; no geometry is read here.
  function drawRun() {
    parts.views.draw();
    parts.results.draw();
    play.show();
  }

  ui.body.classList.add("stack");
  ui.body.append(h("style", {}, css), ...page(parts, change, state));
  ui.start();
  const themes = new MutationObserver(ui.schedule);
  themes.observe(ui.host, { attributeFilter: ["data-theme"] });
  return () => {
    play.stop();
    parts.results.stop();
    themes.disconnect();
    ui.stop();
  };
}

// What Reset brings back: what the page began with, and of another preset since chosen all that it sets.
const begun = (state, initial, { settingsOf }) => ({
  ...initial,
  hide: state.hide,
  ...(state.preset && state.preset !== initial.preset && settingsOf(state.preset)),
});

export default { render };
