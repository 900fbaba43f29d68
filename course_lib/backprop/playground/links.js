// The lines between the units, one a weight, and the small squares of the biases: what they show, and which one the
// pointer means.
import { format, s, setText } from "../../widgets/ui.js";
import { valuesAt } from "./engine.js";
import { UNIT } from "./tiles.js";

export function links({ state, say, view, run, svg, tip, it, pick, look }) {
  const halos = [0, 1].map(() => s("path", { class: "halo-line", d: "" }));
  let lines = [];
  let biases = [];
  const steep = () => state.links === "gradients";

  svg.addEventListener("click", (event) => {
    const link = linkAt(lines, event);
    if (link) pick([...link]);
  });
  svg.addEventListener("pointermove", (event) =>
    look({ hovered: linkAt(lines, event), at: [event.offsetX, event.offsetY] }),
  );
  svg.addEventListener("pointerleave", () => look({ hovered: null }));

  function layout(spot) {
    const { layers } = run().net;
    const from = (k, i) => spot(k, k ? i : it.names.indexOf(state.features[i]));
    biases = layers.flatMap(({ outputs }, k) =>
      Array.from({ length: outputs }, (_, o) => bias([k, o], spot(k + 1, o))),
    );
    lines = layers.flatMap(({ inputs, outputs }, k) =>
      Array.from({ length: inputs * outputs }, (_, at) => {
        const [o, i] = [Math.floor(at / inputs), at % inputs];
        return line([k, o, i], at, from(k, i), spot(k + 1, o));
      }),
    );
    svg.replaceChildren(...halos, ...lines.map((l) => l.el), ...biases.map((b) => b.el));
  }
  function draw(colours) {
    const { layers, grads } = view.flow ?? run().net;
    const top = steep() ? grads.reduce((m, g) => Math.max(m, Math.abs(g)), 1e-12) / 4 : 1;
    for (const each of lines) thicken(each, layers[each.k], steep(), top);
    for (const each of biases) tint(each, layers[each.k], steep(), top, colours);
    [view.picked, view.hovered].forEach((spot, k) => {
      const d = lines.find((each) => each.spot.join() === spot?.join())?.d ?? "";
      if (halos[k].getAttribute("d") !== d) halos[k].setAttribute("d", d);
    });
    svg.style.cursor = view.hovered ? "pointer" : "";
    tip.hidden = !view.hovered;
    if (view.hovered) tell();
  }
  function tell() {
    const what = steep() ? say.gradient : view.hovered[2] < 0 ? say.bias : say.weight;
    setText(tip, `${what} ${format(valuesAt(run(), view.hovered, view.flow)[+steep()])}`);
    tip.style = `left: ${view.at[0]}px; top: ${view.at[1]}px`;
  }
  const mark = () => {
    for (const b of biases) b.el.classList.toggle("picked", [b.k, b.o, -1].join() === view.picked.join());
  };
  return { layout, draw, mark };
}

function bias([k, o], [x, y]) {
  const square = { x: x - 5, y: y + UNIT - 6, width: 11, height: 11, rx: 2 };
  return { k, o, el: s("rect", { class: "bias", "data-link": [k, o, -1], ...square }) };
}

function line(spot, at, [left, top], [x, y]) {
  const [from, y0, end] = [left + UNIT, top + UNIT / 2, y + UNIT / 2];
  const middle = (from + x) / 2;
  const d = `M${from} ${y0}C${middle} ${y0} ${middle} ${end} ${x} ${end}`;
  const el = s("path", { class: "link", d, "data-link": spot });
  return { k: spot[0], at, width: -1, spot, ends: [from, y0, x, end], d, el };
}

function thicken(each, { weight, weightGrad }, steep, top) {
  const v = (steep ? weightGrad : weight)[each.at] / top;
  const size = Math.min(0.6 + 1.7 * Math.abs(v), 7);
  if (!(Math.abs(size - each.width) <= 0.1)) {
    each.width = size;
    each.el.setAttribute("stroke-width", size.toFixed(1));
  }
  if (Math.sign(v) !== each.sign) {
    each.sign = Math.sign(v);
    each.el.setAttribute("data-sign", each.sign);
  }
}

function tint(each, { bias: values, biasGrad }, steep, top, colours) {
  const tone = colours.tone((steep ? biasGrad : values)[each.o] / top);
  if (tone === each.tone) return;
  each.tone = tone;
  each.el.setAttribute("fill", tone);
}

// The bias under the pointer, else the nearest line: where lines cross or touch, the upper one is no better.
function linkAt(lines, { target, offsetX: x, offsetY: y }) {
  if (target.dataset.link) return target.dataset.link.split(",").map(Number);
  let [best, least] = [null, 8];
  for (const { spot, ends } of lines) {
    const [x0, y0, x1, y1] = ends;
    if (x < x0 || x > x1) continue;
    const wanted = (x - x0) / (x1 - x0);
    let t = wanted; // along the curve, x runs as 1.5 t − 1.5 t² + t³ and y as 3 t² − 2 t³
    for (let k = 0; k < 4; k += 1) t -= (1.5 * t - 1.5 * t * t + t ** 3 - wanted) / (1.5 - 3 * t + 3 * t * t);
    const d = Math.abs(y0 + (y1 - y0) * t * t * (3 - 2 * t) - y);
    if (d < least) [best, least] = [spot, d];
  }
  return best;
}
