// The network as a picture: a map in every unit, a line for every weight, each layer's own controls on top.
import { format, h, s, setText } from "../../widgets/ui.js";
import { layerHeads } from "./layers.js";
import { mark as classMark, paintTile, picture, sharp, TILE } from "./maps.js";
import { sizesOf, valuesAt } from "./state.js";

const UNIT = 34;
const ROW = 42;
const HEAD = 92;
const LEFT = 44; // room for the features' names
const RIGHT = 20;
const APART = 70; // at least, from column to column

// view: what the page looks at: shown [column, row] or null, picked and hovered [layer, unit, input]
export function network({ state, words, view, run, featureMaps, change, redraw, glance }) {
  const { say } = words;
  const names = Object.keys(words.features);
  const svg = s("svg", { "aria-hidden": "true" });
  const canvas = h("canvas", { role: "img", "aria-label": say.maps });
  const tip = h("div", { class: "tip", "aria-hidden": "true" });
  const box = h("div", { class: "net", role: "group", "aria-label": say.net }, svg, canvas, tip);
  const heads = layerHeads({ state, words, change, box });
  const tiles = h("canvas");
  const halos = [0, 1].map(() => s("path", { class: "halo-line", d: "" }));
  const units = new Map(); // "column,row" → its button
  let lines = []; // one a weight
  let biases = [];
  let places = []; // [column, row, x, y]
  let atlas = null;
  let context = null;
  let built = "";

  const columns = () => [names.length, ...sizesOf(state).slice(1)];
  const needed = () => LEFT + UNIT + RIGHT + APART * (state.hidden.length + 1);
  const look = (patch) => {
    Object.assign(view, patch);
    glance();
  };
  const pick = (picked) => {
    view.picked = picked;
    redraw();
  };
  const isOn = (row) => state.features.includes(names[row]);
  const fixed = () => state.hide.includes("features");

  function nameOf(column, row) {
    if (column === 0) return words.features[names[row]];
    if (column <= state.hidden.length) return `${say.layer} ${column}, ${say.unit} ${row + 1}`;
    return columns()[column] > 1 && row >= 0 ? `${say.output}, ${say.class} ${row}` : say.output;
  }

  function press(column, row) {
    if (column) pick([column - 1, row, -1]);
    else if (!fixed() && (state.features.length > 1 || !isOn(row)))
      change({ features: names.filter((_, i) => isOn(i) !== (i === row)) });
  }

  function unit(column, row) {
    const show = () => look({ shown: [column, row] });
    const hide = () => look({ shown: null });
    return h(
      "button",
      {
        type: "button",
        class: "unit",
        "data-spot": [column, row],
        onclick: () => press(column, row),
        onpointerenter: show,
        onpointerleave: hide,
        onfocus: show,
        onblur: hide,
      },
      !column && h("span", {}, nameOf(0, row)),
    );
  }

  // The network is one tab stop; arrows move from unit to unit.
  box.addEventListener("keydown", (event) => {
    const move = { ArrowRight: [1, 0], ArrowLeft: [-1, 0], ArrowDown: [0, 1], ArrowUp: [0, -1] }[event.key];
    if (!move || !event.target.dataset.spot) return;
    event.preventDefault();
    const [column, row] = event.target.dataset.spot.split(",").map((v, i) => Number(v) + move[i]);
    const next = units.get([column, Math.min(row, columns()[column] - 1)].join());
    if (!next || next.classList.contains("gone")) return;
    event.target.tabIndex = -1;
    next.tabIndex = 0;
    next.focus();
  });

  // Anew where the shape or the width is another.
  function layout(room) {
    const counts = columns();
    heads.update();
    const width = Math.max(room, needed());
    const key = JSON.stringify([counts, state.features, width, devicePixelRatio]);
    if (key === built) return;
    built = key;
    const rows = Math.max(...counts);
    const height = HEAD + ROW * rows + 3;
    const pitch = (width - LEFT - UNIT - RIGHT) / (counts.length - 1);
    const spot = (column, row) => [
      Math.round(LEFT + pitch * column),
      HEAD + ROW * ((rows - counts[column]) / 2 + row) + (ROW - UNIT) / 2,
    ];
    box.style = `width: ${width}px; height: ${height}px`;
    svg.setAttribute("viewBox", `0 0 ${width} ${height}`);
    context = sharp(canvas, width, height);
    places = counts.flatMap((n, column) =>
      Array.from({ length: n }, (_, row) => [column, row, ...spot(column, row)]),
    );
    atlas = picture(tiles, TILE, TILE * places.length);
    const old = new Set(units.keys());
    places.forEach(([column, row, x, y], i) => {
      const name = [column, row].join();
      old.delete(name);
      if (!units.has(name)) box.append(units.set(name, unit(column, row)).get(name));
      const el = units.get(name);
      el.style = `left: ${x}px; top: ${y}px`;
      el.setAttribute("aria-label", nameOf(column, row));
      el.tabIndex = i ? -1 : 0;
    });
    for (const name of old) {
      units.get(name).remove();
      units.delete(name);
    }
    heads.place((column) => spot(column, 0)[0] + UNIT / 2);
    connect(spot);
  }

  function connect(spot) {
    [lines, biases] = [[], []];
    run().net.layers.forEach(({ inputs, outputs }, k) => {
      for (let o = 0; o < outputs; o += 1) {
        const [x, y] = spot(k + 1, o);
        biases.push({
          k,
          o,
          el: s("rect", {
            class: "bias",
            "data-link": [k, o, -1],
            x: x - 5,
            y: y + UNIT - 6,
            width: 11,
            height: 11,
            rx: 2,
          }),
        });
        for (let i = 0; i < inputs; i += 1) {
          const [x0, y0] = spot(k, k ? i : names.indexOf(state.features[i])).map((v) => v + UNIT / 2);
          const [from, middle, end] = [x0 + UNIT / 2, (x0 + UNIT / 2 + x) / 2, y + UNIT / 2];
          const d = `M${from} ${y0}C${middle} ${y0} ${middle} ${end} ${x} ${end}`;
          lines.push({
            k,
            at: o * inputs + i,
            width: -1,
            spot: [k, o, i],
            ends: [from, y0, x, end],
            d,
            el: s("path", { class: "link", d, "data-link": [k, o, i] }),
          });
        }
      }
    });
    svg.replaceChildren(...halos, ...lines.map((l) => l.el), ...biases.map((b) => b.el));
  }

  // The bias under the pointer, else the nearest line: where lines cross or touch, the upper one is no better.
  function linkAt({ target, offsetX: x, offsetY: y }) {
    if (target.dataset.link) return target.dataset.link.split(",").map(Number);
    let [best, least] = [null, 8];
    for (const {
      spot,
      ends: [x0, y0, x1, y1],
    } of lines) {
      if (x < x0 || x > x1) continue;
      const wanted = (x - x0) / (x1 - x0);
      let t = wanted; // along the curve, x runs as 1.5 t − 1.5 t² + t³ and y as 3 t² − 2 t³
      for (let k = 0; k < 4; k += 1)
        t -= (1.5 * t - 1.5 * t * t + t ** 3 - wanted) / (1.5 - 3 * t + 3 * t * t);
      const d = Math.abs(y0 + (y1 - y0) * t * t * (3 - 2 * t) - y);
      if (d < least) [best, least] = [spot, d];
    }
    return best;
  }
  svg.addEventListener("click", (event) => {
    if (linkAt(event)) pick([...linkAt(event)]);
  });
  svg.addEventListener("pointermove", (event) =>
    look({ hovered: linkAt(event), at: [event.offsetX, event.offsetY] }),
  );
  svg.addEventListener("pointerleave", () => look({ hovered: null }));

  // maps[k][o] as evaluateGrid fills them. Attributes are written only where the eye could tell.
  function draw(maps, colours) {
    const steep = state.links === "gradients";
    const { layers, grads } = run().net;
    const top = steep ? grads.reduce((m, g) => Math.max(m, Math.abs(g)), 1e-12) / 4 : 1;
    for (const line of lines) {
      const { weight, weightGrad } = layers[line.k];
      const v = (steep ? weightGrad : weight)[line.at] / top;
      const size = Math.min(0.6 + 1.7 * Math.abs(v), 7);
      if (!(Math.abs(size - line.width) <= 0.1)) {
        line.width = size;
        line.el.setAttribute("stroke-width", size.toFixed(1));
      }
      if (Math.sign(v) !== line.sign) {
        line.sign = Math.sign(v);
        line.el.setAttribute("data-sign", line.sign);
      }
    }
    for (const b of biases) {
      const tone = colours.tone((steep ? layers[b.k].biasGrad : layers[b.k].bias)[b.o] / top);
      if (tone !== b.tone) {
        b.tone = tone;
        b.el.setAttribute("fill", tone);
      }
    }
    places.forEach(([column, row], k) =>
      paintTile(atlas.pixels, k, column ? maps[column - 1][row] : featureMaps[row], colours),
    );
    atlas.show();
    context.clearRect(0, 0, canvas.width, canvas.height);
    places.forEach(([column, row, x, y], k) => {
      context.globalAlpha = column || isOn(row) ? 1 : fixed() ? 0 : 0.3;
      context.drawImage(tiles, 0, k * TILE, TILE, TILE, x, y, UNIT, UNIT);
      if (column > state.hidden.length && maps.at(-1).length > 1)
        classMark(context, x + UNIT + 11, y + UNIT / 2, row, colours.ofClass(row), { r: 4.2 });
    });
    [view.picked, view.hovered].forEach((spot, k) => {
      const d = lines.find((line) => line.spot.join() === spot?.join())?.d ?? "";
      if (halos[k].getAttribute("d") !== d) halos[k].setAttribute("d", d);
    });
    svg.style.cursor = view.hovered ? "pointer" : "";
    tip.hidden = !view.hovered;
    if (!view.hovered) return;
    setText(
      tip,
      `${steep ? say.gradient : view.hovered[2] < 0 ? say.bias : say.weight} ${format(valuesAt(run(), view.hovered)[+steep])}`,
    );
    tip.style = `left: ${view.at[0]}px; top: ${view.at[1]}px`;
  }

  // What is on and what is chosen: after a change of these only, not at every step.
  function mark() {
    const [k, o] = view.picked;
    for (const [name, el] of units) {
      const [column, row] = name.split(",").map(Number);
      el.classList.toggle("gone", !column && fixed() && !isOn(row));
      el.setAttribute("aria-pressed", column ? column === k + 1 && row === o : isOn(row));
    }
    for (const b of biases) b.el.classList.toggle("picked", [b.k, b.o, -1].join() === view.picked.join());
  }

  return { el: h("div", { class: "scroller" }, box), layout, draw, mark, nameOf, needed };
}
