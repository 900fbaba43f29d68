// The losses against the compute: in validation, in training, and the line of the counted pairs.
import { plot, s } from "../../widgets/ui.js";

const HIGH = 190; // px
export const GIGA = 1e9;

export function curve() {
  const p = plot({
    label: "Loss against compute: validation, training, and the line of the bigram",
    xLabel: "compute, GFLOP",
    yLabel: "nats a character",
  });
  const path = (points, name) => {
    const seen = points.filter((point) => (point[name] ?? null) !== null);
    const d = seen.map(
      (point, i) => `${i ? "L" : "M"}${p.x(point.flops / GIGA).toFixed(1)} ${p.y(point[name]).toFixed(1)}`,
    );
    return s("path", { class: `by ${name}`, d: d.join("") });
  };
  function draw({ width, points, pairs, vocabSize, until }) {
    const all = points.flatMap(({ held, train, rival }) => [held, train ?? held, rival ?? held]);
    const high = Math.max(Math.log(vocabSize), ...all) + 0.15;
    const low = Math.min(pairs, ...all, 1.9) - 0.15;
    p.layout({ width, height: HIGH, x: [0, until / GIGA], y: [low, high] });
    const [left, right] = p.x.range;
    const y = p.y(pairs);
    const last = points.at(-1);
    p.marks.replaceChildren(
      s("line", { class: "pairs", x1: left, x2: right, y1: y, y2: y }),
      s("text", { class: "strong", x: right - 6, y: y - 6, "text-anchor": "end" }, "bigram, by counting"),
      path(points, "train"),
      path(points, "rival"),
      path(points, "held"),
      ...(last
        ? [s("circle", { class: "last", cx: p.x(last.flops / GIGA), cy: p.y(last.held), r: 4.5 })]
        : []),
    );
  }
  return { box: p.box, draw };
}
