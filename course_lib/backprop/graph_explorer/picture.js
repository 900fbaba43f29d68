// The graph as it stands in the page: cards and edges, as large as the page allows, else in a frame that scrolls.
import { h, s } from "../../widgets/ui.js";
import { card, sizeOf } from "./cards.js";
import { edges } from "./edges.js";
import { layout } from "./layout.js";

const [LEAST, USUAL, MOST] = [0.7, 0.85, 1.1]; // scales: where the least does not do, the frame scrolls
const MARGIN = 6;
const [NARROW, BROAD] = [44, 104]; // px from column to column

// put(node, k, v): a number of an input was changed; pick(id): a card was clicked.
export function picture({ state, put, pick }) {
  const lines = s("svg", { class: "edges", "aria-hidden": "true" });
  const cards = h("div", { class: "cards" });
  const sheet = h("div", { class: "sheet" }, lines, cards);
  const room = h("div", {}, sheet);
  const el = h(
    "div",
    { class: "graph sideways", role: "group", "aria-label": "The graph", tabindex: 0 },
    room,
  );
  let built = "";
  let places;
  let all = [];

  // The cards are made anew only for another graph or other shapes: what is being typed stays.
  function build({ graph, values }) {
    const key = JSON.stringify([state.expression, values.map(({ shape }) => shape), el.clientWidth]);
    if (key === built) return;
    built = key;
    const size = sizeOf(values);
    places = layout(graph, size, NARROW);
    const spare = (el.clientWidth / MOST - places.width - 2 * MARGIN) / places.gaps; // a small graph may be wide
    if (spare > 0) places = layout(graph, size, Math.min(NARROW + spare, BROAD));
    all = graph.nodes.map((node) => {
      const one = card({
        node,
        value: values[node.id],
        put: (k, v) => put(node, k, v),
        pick: () => pick(node.id),
      });
      const { x, y, w, h: high } = places.places[node.id];
      one.el.style.cssText = `left:${x - w / 2}px;top:${y - high / 2}px;width:${w}px;height:${high}px`;
      return one;
    });
    cards.replaceChildren(...all.map((one) => one.el));
  }

  function fit() {
    const { width, height } = places;
    const [wide, high] = [width + 2 * MARGIN, height + 2 * MARGIN];
    const fits = el.clientWidth / wide;
    const scale = fits < LEAST ? USUAL : Math.min(fits, MOST);
    sheet.style.cssText = `width:${width}px;height:${height}px;transform:scale(${scale})`;
    sheet.style.left = `${MARGIN * scale}px`;
    room.style.cssText = `width:${Math.max(wide * scale, 1)}px;height:${high * scale}px`;
    lines.setAttribute("width", width);
    lines.setAttribute("height", height);
    el.tabIndex = wide * scale > el.clientWidth + 1 ? 0 : -1;
    return scale;
  }

  let shown;
  function draw(numbers) {
    build(numbers);
    const scale = fit();
    for (const one of all) one.update(numbers, state);
    lines.replaceChildren(...edges(places, numbers, state.pick));
    if (state.pick >= 0 && state.pick !== shown) {
      const { x } = places.places[state.pick];
      el.scrollLeft = x * scale - el.clientWidth / 2; // a frame that scrolls keeps in sight what happens
    }
    shown = state.pick;
  }
  return { el, draw };
}
