// The network as a picture: a map in every unit, a line for every weight, the layers' own controls on top.
import { format, h, s, setText } from "../widgets/ui.js";
import { paintTile, picture, sharp, TILE } from "./playground_maps.js";
import { sizesOf } from "./playground_state.js";

const UNIT = 34;
const ROW = 43;
const HEAD = 106;
const LEFT = 54; // room for the features' names
const RIGHT = 22; // and for the classes' marks

// view: what the page looks at: { shown: [column, row] or null, picked: [layer, unit, input], hovered }
export function network({ state, words, view, run, featureMaps, change, redraw }) {
  const names = Object.keys(words.features);
  const svg = s("svg", { class: "links", "aria-hidden": "true" });
  const canvas = h("canvas", { role: "img", "aria-label": words.say.maps });
  const tip = h("div", { class: "tip", "aria-hidden": "true" });
  const box = h("div", { class: "net", role: "group", "aria-label": words.say.net }, svg, canvas, tip);
  const scroller = h("div", { class: "scroller" }, box);
  const tiles = h("canvas");
  const units = new Map();
  let heads = [];
  let links = [];
  let biases = [];
  let places = []; // [column, row, x, y]
  let atlas = null;
  let context = null;
  let built = "";
  let width = 0;

  const pick = (spot) => { view.picked = spot; redraw(); };
  const show = (spot) => { if (String(view.shown) !== String(spot)) { view.shown = spot; redraw(); } };
  const columns = () => [names.length, ...sizesOf(state).slice(1)];

  function toggle(name) {
    const on = names.filter((n) => (n === name ? !state.features.includes(n) : state.features.includes(n)));
    if (on.length) change({ features: on });
  }

  function unit(column, row) {
    const key = `${column},${row}`;
    if (!units.has(key)) {
      const onclick = () => (column ? pick([column - 1, row, -1]) : toggle(names[row]));
      units.set(key, h("button", {
        type: "button", class: "unit", "data-spot": key, onclick, onpointerenter: () => show([column, row]), onpointerleave: () => show(null),
        onfocus: () => show([column, row]), onblur: () => show(null),
      }, column === 0 && h("span", {}, words.features[names[row]])));
    }
    return units.get(key);
  }

  // One tab stop; arrows move among the units.
  box.addEventListener("keydown", (event) => {
    const spot = event.target.dataset.spot?.split(",").map(Number);
    const move = { ArrowRight: [1, 0], ArrowLeft: [-1, 0], ArrowDown: [0, 1], ArrowUp: [0, -1] }[event.key];
    if (!spot || !move) return;
    event.preventDefault();
    const [column, row] = [spot[0] + move[0], spot[1] + move[1]];
    const rows = columns()[column];
    const next = rows && row >= 0 && (move[0] || row < rows) && units.get(`${column},${Math.min(row, rows - 1)}`);
    if (next) {
      event.target.tabIndex = -1;
      next.tabIndex = 0;
      next.focus();
    }
  });

  const little = (label, key, value, options, onchange) => {
    const el = h("select", { "aria-label": label, title: label, "data-control": key, onchange: () => onchange(el.value) },
      Object.entries(options).map(([v, text]) => h("option", { value: v }, text)));
    el.value = value;
    return el;
  };
  const replaced = (key, k, v) => change({ [key]: state[key].map((old, i) => (i === k ? v : old)) });

  function head(k) {
    const layer = `${words.say.layer} ${k + 1}`;
    const add = (d) => () => change({ hidden: state.hidden.map((n, i) => (i === k ? n + d : n)) });
    const [less, more] = [[-1, "−", words.say.less], [1, "+", words.say.more]].map(([d, text, label]) => h("button", { type: "button", onclick: add(d), "aria-label": `${label}, ${layer}` }, text));
    const count = h("span", {});
    const rates = Object.fromEntries([0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, state.dropout[k]].map((p) => [p, p ? `drop ${p}` : words.say.keep]));
    const f = little(`${words.say.activation}, ${layer}`, "activation", state.activation[k], words.activation, (v) => replaced("activation", k, v));
    const drop = little(`${words.say.dropout}, ${layer}`, "dropout", state.dropout[k], rates, (v) => replaced("dropout", k, Number(v)));
    const update = () => {
      const n = state.hidden[k];
      setText(count, String(n));
      [less.disabled, more.disabled, f.value, drop.value] = [n <= 1, n >= 8, state.activation[k], state.dropout[k]];
    };
    return { column: k + 1, update, el: h("div", { class: "head" }, h("div", { class: "units", "data-control": "hidden" }, less, count, more), f, drop) };
  }

  function makeHeads() {
    for (const { el } of heads) el.remove();
    const out = little(words.say.output, "output_activation", state.output_activation, words.output_activation, (v) => change({ output_activation: v }));
    heads = [
      { column: 0, el: h("div", { class: "head" }, h("b", {}, words.say.features)), update() {} },
      ...state.hidden.map((_, k) => head(k)),
      { column: state.hidden.length + 1, el: h("div", { class: "head" }, h("b", {}, words.say.output), out), update: () => { out.value = state.output_activation; } },
    ];
    box.append(...heads.map(({ el }) => el));
  }

  // Anew where the shape or the width changed. Returns the width that the picture needs.
  function layout(room) {
    const counts = columns();
    const needed = LEFT + UNIT + RIGHT + 74 * (counts.length - 1);
    width = Math.max(room, needed);
    const key = JSON.stringify([counts, state.features, width, state.initializer, devicePixelRatio]);
    if (heads.length !== counts.length) makeHeads();
    for (const { update } of heads) update();
    if (key === built) return;
    built = key;
    const height = HEAD + ROW * Math.max(...counts);
    const pitch = (width - LEFT - UNIT - RIGHT) / (counts.length - 1);
    const spot = (column, row) => [LEFT + pitch * column, HEAD + (height - HEAD - ROW * counts[column]) / 2 + ROW * row + (ROW - UNIT) / 2];
    Object.assign(box.style, { width: `${width}px`, height: `${height}px` });
    for (const [name, v] of Object.entries({ width, height })) svg.setAttribute(name, v);
    context = sharp(canvas, width, height);
    places = counts.flatMap((n, column) => Array.from({ length: n }, (_, row) => [column, row, ...spot(column, row)]));
    atlas = picture(tiles, TILE, TILE * places.length);
    const kept = new Set(places.map(([c, r]) => `${c},${r}`));
    for (const [name, el] of units) if (!kept.has(name)) { el.remove(); units.delete(name); }
    places.forEach(([column, row, x, y], i) => {
      const el = unit(column, row);
      Object.assign(el.style, { left: `${x}px`, top: `${y}px` });
      el.setAttribute("aria-label", nameOf(column, row));
      el.tabIndex = i ? -1 : 0;
      if (!el.isConnected) box.append(el);
    });
    for (const { el, column } of heads) el.style.left = `${LEFT + UNIT / 2 + pitch * column}px`;
    makeLinks(spot);
  }

  function makeLinks(spot) {
    links = [];
    biases = [];
    const { layers } = run().net;
    layers.forEach(({ inputs, outputs }, k) => {
      for (let o = 0; o < outputs; o += 1) {
        const [x1, y1] = spot(k + 1, o);
        biases.push({ k, o, tone: "", el: s("rect", { class: "bias", "data-link": [k, o, -1], x: x1 - 5, y: y1 + UNIT - 5, width: 10, height: 10, rx: 2 }) });
        for (let i = 0; i < inputs; i += 1) {
          const [x0, y0] = spot(k, k ? i : names.indexOf(state.features[i]));
          const [a, b, m] = [x0 + UNIT, x1, (x0 + UNIT + x1) / 2];
          const d = `M${a} ${y0 + UNIT / 2}C${m} ${y0 + UNIT / 2} ${m} ${y1 + UNIT / 2} ${b} ${y1 + UNIT / 2}`;
          links.push({ k, o, i, at: o * inputs + i, width: -1, sign: 0, x: m, y: (y0 + y1 + UNIT) / 2, el: s("path", { class: "link", d }), hit: s("path", { class: "hit", d, "data-link": [k, o, i] }) });
        }
      }
    });
    svg.replaceChildren(...links.map((l) => l.el), ...links.map((l) => l.hit), ...biases.map((b) => b.el));
  }

  const linkOf = (event) => event.target.dataset.link?.split(",").map(Number) ?? null;
  svg.addEventListener("click", (event) => { const link = linkOf(event); if (link) pick(link); });
  svg.addEventListener("pointerover", (event) => { view.hovered = linkOf(event); redraw(); });
  svg.addEventListener("pointerleave", () => { view.hovered = null; redraw(); });

  function nameOf(column, row) {
    if (column === 0) return words.features[names[row]];
    if (column <= state.hidden.length) return `${words.say.layer} ${column}, ${words.say.unit} ${row + 1}`;
    return columns().at(-1) > 1 ? `${words.say.output}, ${words.say.class} ${row}` : words.say.output;
  }

  // maps[k][o] as evaluateGrid fills them; with `all` also what no step changes.
  function draw(maps, colours) {
    const gradients = state.links === "gradients";
    const { layers, grads } = run().net;
    const top = gradients ? grads.reduce((m, g) => Math.max(m, Math.abs(g)), 1e-12) : 1;
    for (const link of links) {
      const layer = layers[link.k];
      const v = (gradients ? layer.weightGrad : layer.weight)[link.at] / top;
      const size = gradients ? 0.7 + 7 * Math.abs(v) : Math.min(0.7 + 1.9 * Math.abs(v), 9);
      if (!(Math.abs(size - link.width) <= 0.1)) {
        link.width = size;
        link.el.setAttribute("stroke-width", size.toFixed(1));
      }
      const sign = Math.sign(v);
      if (sign !== link.sign) {
        link.sign = sign;
        link.el.setAttribute("data-sign", sign);
      }
    }
    for (const b of biases) {
      const tone = colours.tone((gradients ? layers[b.k].biasGrad[b.o] / top : layers[b.k].bias[b.o]));
      if (tone !== b.tone) {
        b.tone = tone;
        b.el.setAttribute("fill", tone);
      }
    }
    places.forEach(([column, row], k) => paintTile(atlas.pixels, k, column ? maps[column - 1][row] : featureMaps[row], colours));
    atlas.show();
    context.clearRect(0, 0, width, canvas.height);
    places.forEach(([column, row, x, y], k) => {
      context.globalAlpha = column || state.features.includes(names[row]) ? 1 : 0.25;
      context.drawImage(tiles, 0, k * TILE, TILE, TILE, x, y, UNIT, UNIT);
    });
    drawTip(layers, gradients);
  }

  function drawTip(layers, gradients) {
    const link = view.hovered;
    tip.hidden = !link;
    if (!link) return;
    const [k, o, i] = link;
    const { inputs, weight, bias, weightGrad, biasGrad } = layers[k];
    const v = i < 0 ? (gradients ? biasGrad : bias)[o] : (gradients ? weightGrad : weight)[o * inputs + i];
    const at = i < 0 ? places.find(([c, r]) => c === k + 1 && r === o).slice(2) : (({ x, y }) => [x, y])(links.find((l) => l.k === k && l.o === o && l.i === i));
    setText(tip, `${gradients ? words.say.gradient : i < 0 ? words.say.bias : words.say.weight} ${format(v)}`);
    Object.assign(tip.style, { left: `${at[0]}px`, top: `${at[1]}px` });
  }

  // What is chosen, on and shown: only after a change of these, not at every step.
  function mark() {
    for (const [key, el] of units) {
      const [column, row] = key.split(",").map(Number);
      const on = column ? view.picked[0] === column - 1 && view.picked[1] === row : state.features.includes(names[row]);
      el.setAttribute("aria-pressed", on);
    }
    for (const { el, k, o, i } of links) el.classList.toggle("picked", String(view.picked) === `${k},${o},${i}`);
    for (const { el, k, o } of biases) el.classList.toggle("picked", String(view.picked) === `${k},${o},-1`);
  }

  return { el: scroller, layout, draw, mark, nameOf, needed: () => LEFT + UNIT + RIGHT + 78 * (columns().length - 1) };
}
