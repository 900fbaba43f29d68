// Numbers beside the units: the value on its way forward, and below it the gradient on its way back.
import { s, setText } from "../../widgets/ui.js";
import { tiny } from "./maps.js";
import { UNIT } from "./tiles.js";

// draw(flow): { n, layers, x } as a gauge sees it, or null; a mean over its points, and the sum of their gradients.
export function flow({ state, it, svg }) {
  let texts = [];
  const text = (name, className, x, y) => {
    const el = s("text", { class: className, x, y, "data-name": name });
    return (v, sign = "") => {
      setText(el, sign + tiny(v, 0));
      el.dataset.value = v;
      if (!el.parentNode) svg.append(el);
    };
  };
  function layout(places) {
    texts = places.map(([column, row, x, y]) => {
      const name = `unit.${column}.${row + 1}`;
      const put = (kind, dy) => text(`${name}.${kind}`, kind, x + UNIT + 3, y + dy);
      return { column, row, value: put("forward", 13), gradient: put("backward", 28) };
    });
    svg.querySelectorAll("text").forEach((el) => el.remove());
  }
  function draw(seen) {
    svg.dataset.flow = Boolean(seen);
    if (!seen) return;
    for (const { column, row, value, gradient } of texts) {
      const layer = seen.layers[column - 1];
      const [numbers, width] = layer ? [layer.a, layer.outputs] : [seen.x, state.features.length];
      const unit = layer ? row : state.features.indexOf(it.names[row]);
      if (unit < 0) continue;
      let total = 0;
      for (let r = 0; r < seen.n; r += 1) total += numbers[r * width + unit];
      value(total / seen.n);
      if (layer) gradient(layer.biasGrad[row], "∂ ");
    }
  }
  return { layout, draw };
}
