// The loss over the epochs, training and test: a small canvas, drawn again at every step.
import { format, h } from "../../widgets/ui.js";
import { sharp } from "./maps.js";

const HEIGHT = 90;
const [LEFT, TOP, FLOOR] = [38, 6, HEIGHT - 20];

export function lossCurve(label) {
  const el = h("canvas", { role: "img", "aria-label": label });
  let c = null;
  let width = 0;

  const layout = (w) => {
    if (w === width) return;
    width = w;
    c = sharp(el, w, HEIGHT);
    c.font = "12px system-ui, sans-serif";
    c.textAlign = "right";
  };

  // curve: [epochs, training loss, test loss]
  function draw(curve, colours) {
    const top = 1.05 * Math.max(1e-9, ...curve.flatMap((p) => p.slice(1).filter(Number.isFinite)));
    const end = Math.max(curve.at(-1)[0], 1);
    const right = width - 6;
    c.clearRect(0, 0, width, HEIGHT);
    c.fillStyle = colours.muted;
    for (const [text, x, y] of [
      [format(top, 2), LEFT - 6, TOP + 9],
      ["0", LEFT - 6, FLOOR + 4],
      [`epoch ${format(end, 4)}`, right, HEIGHT - 4],
    ])
      c.fillText(text, x, y);
    c.fillStyle = colours.edge;
    c.fillRect(LEFT, FLOOR, right - LEFT, 1);
    c.fillRect(LEFT, TOP, 1, FLOOR - TOP);
    for (const [part, colour, dash] of [
      [2, "class0", [6, 3]],
      [1, "class1", []],
    ]) {
      c.beginPath();
      for (const p of curve)
        if (Number.isFinite(p[part]))
          c.lineTo(LEFT + (p[0] / end) * (right - LEFT), FLOOR - (p[part] / top) * (FLOOR - TOP));
      c.setLineDash(dash);
      c.lineWidth = 1.8;
      c.strokeStyle = colours[colour];
      c.stroke();
    }
  }
  return { el, layout, draw };
}
