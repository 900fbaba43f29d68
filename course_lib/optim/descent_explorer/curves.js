// The loss of every racer over the steps, on a logarithmic axis, and the step marker to drag.
import { plot, s } from "../../widgets/ui.js";
import { decades } from "./marks.js";
import { onPress, put, tracks } from "./view.js";

const power = (n) => `10${n < 0 ? "⁻" : ""}${[...String(Math.abs(n))].map((d) => "⁰¹²³⁴⁵⁶⁷⁸⁹"[d]).join("")}`;

export function descentCurves({ state, names, words, setStep }) {
  const view = plot({ label: words.curves, ...words.axes, margin: { left: 58 } });
  view.box.classList.add("curves");
  const rungs = s("path", { class: "rungs" });
  const marker = s("path", { class: "now" });
  view.under.append(rungs, marker);
  const drawTracks = tracks(view, names, words.shapes);
  onPress(view, ([x]) => setStep(Math.round(x)));

  function draw(width, height, paths, stands, floor) {
    const [low, high] = decades(Object.values(paths), floor);
    const rows = Array.from({ length: high - low + 1 }, (_, i) => i);
    view.layout({
      width,
      height,
      x: [0, state.steps],
      y: [0, high - low],
      names: rows.map((i) => (high - low > 6 && (high - low - i) % 2 ? "" : power(low + i))),
    });
    const [left, right] = view.x.range;
    put(rungs, { d: rows.map((i) => `M${left} ${view.y(i)}H${right}`).join("") });
    drawTracks(paths, stands, ({ loss }, t) => [
      view.x(t),
      view.y(Math.log10(Math.max(loss - floor, 1e-300)) - low),
    ]);
    const [bottom, top] = view.y.range;
    put(marker, { d: `M${view.x(state.step)} ${bottom}V${top}m-7 0h14l-7 9z` });
  }
  return { box: view.box, draw };
}
