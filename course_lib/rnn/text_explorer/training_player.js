// Play, Pause, Rewind of a run that goes on elsewhere.
import { button, h, setText } from "../../widgets/ui.js";

export function trainingPlayer({ it, toggle, rewind, label, clock }) {
  const play = button("Play", toggle, { class: "primary" });
  const back = button("Rewind", rewind);
  const el = h(
    "div",
    { class: "control player", role: "group", "aria-label": label, "data-control": "player" },
    play,
    back,
    clock,
  );
  function draw(able) {
    setText(play, it.playing ? "Pause" : "Play");
    play.setAttribute("aria-pressed", it.playing);
    play.disabled = !able;
    back.disabled = !able || (!it.points.length && !it.playing);
  }
  return { el, draw };
}
