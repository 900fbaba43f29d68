// The loss over the epochs, training and test: a small canvas, drawn again at every step.
import { format } from "../widgets/ui.js";
import { sharp } from "./playground_maps.js";

const HEIGHT = 112;
const [LEFT, TOP, BOTTOM] = [40, 8, 20];

export function lossCurve(canvas) {
  let context = null;
  let width = 0;
  const layout = (w) => {
    if (w === width) return;
    width = w;
    context = sharp(canvas, w, HEIGHT);
    context.font = "12px system-ui, sans-serif";
  };

  function draw(curve, colours) {
    const c = context;
    c.clearRect(0, 0, width, HEIGHT);
    const finite = curve.flatMap(([, a, b]) => [a, b]).filter(Number.isFinite);
    const top = Math.max(...finite, 1e-9) * 1.05;
    const end = Math.max(curve.at(-1)?.[0] ?? 0, 1);
    const [right, floor] = [width - 8, HEIGHT - BOTTOM];
    const x = (t) => LEFT + (t / end) * (right - LEFT);
    const y = (v) => floor - (Math.min(v, top) / top) * (floor - TOP);
    c.lineWidth = 1;
    c.setLineDash([]);
    c.strokeStyle = colours.edge;
    c.strokeRect(LEFT - 0.5, floor + 0.5, right - LEFT, 0);
    c.fillStyle = colours.muted;
    c.textAlign = "right";
    c.fillText(format(top, 2), LEFT - 6, TOP + 8);
    c.fillText("0", LEFT - 6, floor + 4);
    c.fillText(`epoch ${format(end, 4)}`, right, HEIGHT - 5);
    for (const [part, name, dash] of [[2, "test", [5, 3]], [1, "train", []]]) {
      c.beginPath();
      for (const point of curve) if (Number.isFinite(point[part])) c.lineTo(x(point[0]), y(point[part]));
      c.lineWidth = 1.8;
      c.setLineDash(dash);
      c.strokeStyle = colours[name];
      c.stroke();
    }
  }
  return { layout, draw };
}
