// The text explorer: a model learns a text in the page, against the bigram's line; what it writes; its chances for the next
// character.
import { frame, h, hands, ordered, reducedMotion, setText, stand } from "../../widgets/ui.js";
import { page, partsOf } from "./parts.js";
import { runs } from "./runs.js";
import { sampler } from "./sampler.js";
import { recall, session } from "./session.js";
import { agree, learns, rivalOf, together } from "./state.js";
import { texts } from "./texts.js";
import { voices } from "./voices.js";
import css from "./widget.css";

const GENTLE = ["temperature", "top_k", "top_p", "draw_seed", "budget"]; // they leave the run as it is
const runOf = ({ corpus, model, hidden, seed, beside }) => [corpus, model, hidden, seed, beside].join();

// What was written goes with its model, and with the seed of its draws.
const adapt = (patch) =>
  GENTLE.some((name) => name in patch) && !("draw_seed" in patch) ? patch : { ...patch, written: "" };

function render({ model, el }) {
  const words = ordered(model, "_words");
  const ui = frame({
    model,
    el,
    title: "Text explorer",
    heading: words.heading,
    draw: () => draw(),
    begin: (patch) => restart(kept.heard(it, patch, state.task)),
    agree,
  });
  const { state, set } = ui.store;
  const [shelf, speak, kept] = [texts(model, ui.schedule), voices(), runs()];
  const before = () => (state.model === "trained" ? shelf.trained() : {}); // null: on its way
  const known = () => {
    const [text, model] = [shelf.of(state.corpus, state.seed), before()];
    return model && text;
  };
  const speaker = () => ({ ...state, ...it.kind });
  const voice = () => speak.of(known(), speaker(), it.weights);
  const written = sampler({ state, known, voice });
  const it = session({
    hear(type) {
      if (it.playing && reducedMotion()) return; // it is drawn at its end
      if (type === "progress") parts.numbers.tick(it);
      else ui.schedule();
    },
    sample: written.order,
  });
  it.forget();
  const halt = () => {
    kept.change(it);
    ui.schedule(); // Reset may change no setting
  };
  const { byHand, restart, start, settings } = hands({
    model,
    ui,
    gentle: GENTLE,
    halt,
    ask: () => {
      parts.guess.reset();
      parts.pen.reset();
    },
    adapt: (patch) => adapt(together(patch, state)),
  });
  const note = h("p", { class: "note", role: "status" });
  const parts = partsOf({ ui, words, it, known, voice, byHand, set, start });
  const { all, board } = page({ settings, start, note, parts });

  function draw() {
    const wide = ui.body.clientWidth - 34; // read before anything is drawn: later it would cost a layout
    if (it.of !== runOf(state)) kept.change(it, runOf(state)); // Python may set what a hand would
    const text = known();
    start.set(state.preset);
    settings.update();
    parts.player.draw(text && learns(state));
    board.hidden = !text;
    setText(note, text ? "" : shelf.missing(state) ? words.missing : words.waiting);
    note.hidden = Boolean(text);
    if (!text) return;
    if (before().weights && !it.weights) recall(it, before());
    const { loss } = speak.pairs(text);
    const rival = rivalOf(state);
    const beside = rival && { name: words.models[rival.model], size: speak.size(text, rival) };
    parts.draw({ wide, loss, size: speak.size(text, speaker()), written: written.text(it), beside });
  }
  return stand(ui, [css], all, [() => it.forget(), shelf.stop, parts.summed.stop]);
}

export default { render };
