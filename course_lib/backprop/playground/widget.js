// The playground: a small network that trains in the page.
import { controls, frame, ordered, readyMade, stand } from "../../widgets/ui.js";
import { dataset, hiding } from "./controls.js";
import { agree, completed, whole } from "./engine.js";
import { guessFirst } from "./guess.js";
import { depth, everyLayer, page } from "./page.js";
import { player } from "./player.js";
import { results } from "./results.js";
import { session } from "./session.js";
import { views } from "./views.js";
import css from "./widget.css";

function render({ model, el }) {
  const words = ordered(model, "_words");
  const { say } = words;
  const ui = frame({
    model,
    el,
    title: say.name,
    heading: say.title,
    draw: () => show.all(),
    agree,
    hidden: () => state.hide, // what a class does not see stays hidden
    begin: (patch) => {
      parts.views.begin();
      afresh({ ...completed(state, patch), ...patch, hide: state.hide });
    },
  });
  const { state, set } = ui.store;
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
  const play = player({
    it,
    say,
    draw: () => show.run(),
    stopped: () => {
      set(it.stand());
      ui.schedule();
    },
  });
  const guess = guessFirst({ say, it, restart, start, done: ui.asked.reveal });
  const pictures = views({ ui, state, words, it, change, set, playing: play.playing });
  const parts = {
    say,
    start,
    guess,
    play,
    settings: controls(model, state, change),
    data: dataset({ state, words, change }),
    depth: depth({ state, say, change }),
    every: everyLayer({ state, words, change }),
    views: pictures,
    results: results({ ui, state, say, it, texts: model.get("_code"), deep: pictures.deep }),
    forClass: hiding({ state, words, set }),
  };
  const show = shower(ui, it, parts);
  const themes = new MutationObserver(ui.schedule);
  themes.observe(ui.host, { attributeFilter: ["data-theme"] });
  const ends = [play.stop, parts.results.stop, () => themes.disconnect()];
  return stand(ui, css, page(parts, change, state), ends);
}

// all(): after a change of the settings, the theme or the width; run(): what changes at every step, where no geometry
// is read.
function shower({ host, store: { state } }, it, parts) {
  const {
    start,
    guess,
    play,
    settings,
    data,
    depth: layers,
    every,
    views: pictures,
    results: found,
    forClass,
  } = parts;
  const run = () => {
    pictures.draw();
    found.draw();
    play.show();
  };
  const all = () => {
    // JupyterLab attaches it later; without a place there are no colors and no size
    if (!host.isConnected || !whole(state)) return;
    pictures.prepare();
    start.set(state.preset);
    guess.el.hidden = state.preset !== "circle"; // it asks about that one
    data.update(pictures.colours());
    settings.update("inert");
    layers.update();
    every.update();
    pictures.layout();
    forClass.update();
    run();
    if (it.goal) play.start();
    if (!play.playing()) found.rest();
  };
  return { all, run };
}

export default { render };
