// The points of the data, and the key to the colors: drawn anew only where they, their size or the theme changed.
import { format, h } from "../../widgets/ui.js";
import { drawData, mark, sharp } from "./maps.js";

const KEY = 20; // px: the height of the key to the colors

export function dots({ state, say, view, run }) {
  const el = h("canvas", { role: "img", "aria-label": say.points });
  const scale = h("canvas", { role: "img", "aria-label": say.scale });
  const own = () => state.data === "own";
  const seen = (i) => own() || state.show_test || view.training.has(i);
  let drawn = "";
  let legend = "";

  function draw(colours, size) {
    const { data } = run();
    const key = [view.stamp, size, state.show_test, colours.theme].join();
    if (key !== drawn) {
      const look = { r: data.n > 200 ? 3 : 4.2, edge: data.nClasses ? colours.card : colours.edge };
      drawData(sharp(el, size, size), data, size, colours, look, seen, (i) => !view.training.has(i));
    }
    drawn = key;
    const marks = [size, colours.theme, data.nClasses, view.top, state.show_test || own()].join();
    if (marks === legend) return;
    legend = marks;
    const c = sharp(scale, size, KEY);
    c.font = "12px system-ui, sans-serif";
    if (data.nClasses && !view.top) classKey(c, size, data.nClasses, say, colours);
    else numberKey(c, size, view.top || 1, colours);
  }
  return { el, scale, seen, draw };
}

function classKey(c, size, n, say, colours) {
  for (let k = 0; k < n; k += 1) {
    const x = 8 + (k * (size - 8)) / n;
    c.fillStyle = colours.ink;
    c.fillText(`${n < 4 ? `${say.class} ` : ""}${k}`, x + 9, 14);
    mark(c, x, 10, k, colours.ofClass(k), { r: 4.2 });
  }
}

function numberKey(c, size, top, colours) {
  const [left, right] = [34, size - 34];
  for (let x = left; x < right; x += 1) {
    c.fillStyle = colours.tone((2 * (x - left)) / (right - left) - 1);
    c.fillRect(x, 5, 1, 10);
  }
  c.fillStyle = colours.ink;
  c.fillText(format(top, 2), right + 6, 14);
  c.textAlign = "right";
  c.fillText(format(-top, 2), left - 6, 14);
}
