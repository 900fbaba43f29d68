// The plane: what the network says everywhere, the points, and a cursor that asks, adds, moves and removes.
import { clamp, format, h, readout, roundTo, setText } from "../widgets/ui.js";
import { sigmoid } from "../losses/logits.js";
import { forward } from "./net.js";
import { encodeTargets, netLoss, predictedClass } from "./net_losses.js";
import { expandFeatures } from "./playground_data.js";
import { FINE, largest, mark, paintClasses, paintScalar, picture, sharp } from "./playground_maps.js";

const REACH = 6;
const NEAR = 0.35; // how far from a point the cursor still means it
const KEYS = { ArrowRight: [1, 0], ArrowLeft: [-1, 0], ArrowUp: [0, 1], ArrowDown: [0, -1] };

export function plane({ state, words, view, run, change, redraw }) {
  const map = h("canvas", { role: "img" });
  const dots = h("canvas", { role: "img", "aria-label": words.say.points });
  const cross = h("i", { class: "cross", hidden: true });
  const area = h("div", { class: "area", tabindex: 0, role: "application", "aria-label": words.say.plane }, map, dots, cross);
  const probe = h("p", { class: "probe", "aria-live": "polite" });
  const output = readout("point.output", (v) => format(v, 4));
  const loss = readout("point.loss", (v) => format(v, 4));
  const where = h("span", {});
  const after = h("span", {});
  probe.append(where, output.el, after, loss.el);
  const axis = (name) => h("span", { class: name, "aria-hidden": "true" }, name);
  const el = h("div", { class: "plane" }, area, ...["−6", "0", "6"].flatMap((t, i) => [h("span", { class: `tick x t${i}`, "aria-hidden": "true" }, t), h("span", { class: `tick y t${i}`, "aria-hidden": "true" }, t)]), h("span", { class: "axis x", "aria-hidden": "true" }, words.features.x1), h("span", { class: "axis y", "aria-hidden": "true" }, words.features.x2));
  const fine = picture(map, FINE, FINE);
  let size = 0;
  let context = null;
  let drawn = "";
  let held = -1;
  let cursor = null; // [x1, x2]

  const px = (x) => ((x + REACH) / (2 * REACH)) * size;
  const own = () => state.data === "own";
  const nearest = ([a, b]) => {
    const { x, n } = view.data;
    let best = -1;
    let least = own() && held < 0 ? 0.45 : NEAR;
    for (let i = 0; i < n; i += 1) {
      const d = Math.hypot(x[2 * i] - a, x[2 * i + 1] - b);
      if (d < least && (visible(i))) [best, least] = [i, d];
    }
    return best;
  };
  const visible = (i) => own() || state.show_test || view.training.has(i);

  const inside = (v) => clamp(roundTo(v, 0.1), -REACH, REACH);
  const at = (event) => {
    const r = area.getBoundingClientRect();
    return [((event.clientX - r.left) / r.width) * 2 * REACH - REACH, REACH - ((event.clientY - r.top) / r.height) * 2 * REACH];
  };
  const move = (spot) => { cursor = spot; redraw(); };
  const put = (i, [a, b]) => change({ points: state.points.map((p, k) => (k === i ? [inside(a), inside(b), p[2]] : p)) });
  const add = ([a, b]) => state.points.length < 500 && change({ points: [...state.points, [inside(a), inside(b), Math.min(view.brush, state.n_classes - 1)]] });
  const remove = () => {
    const i = cursor ? nearest(cursor) : -1;
    if (own() && i >= 0) change({ points: state.points.filter((_, k) => k !== i) });
  };

  area.addEventListener("pointerdown", (event) => {
    if (event.button !== 0) return;
    move(at(event));
    if (!own()) return;
    held = nearest(cursor);
    if (held < 0) {
      held = state.points.length;
      add(cursor);
    }
    area.setPointerCapture(event.pointerId);
  });
  area.addEventListener("pointermove", (event) => {
    move(at(event));
    if (held >= 0) put(held, cursor);
  });
  for (const name of ["pointerup", "pointercancel"]) area.addEventListener(name, () => { held = -1; });
  area.addEventListener("pointerleave", () => { if (held < 0 && !area.matches(":focus-visible")) move(null); });
  area.addEventListener("blur", () => move(null));
  area.addEventListener("focus", () => { if (area.matches(":focus-visible") && !cursor) move([0, 0]); });
  area.addEventListener("keydown", (event) => {
    const step = KEYS[event.key];
    if (step) {
      const by = event.shiftKey ? 1 : 0.2;
      const from = cursor ?? [0, 0];
      move(from.map((v, i) => clamp(roundTo(v + by * step[i], 0.1), -REACH, REACH)));
    } else if (event.key === "Enter" && own()) add(cursor ?? [0, 0]);
    else if (event.key === "Delete" || event.key === "Backspace") remove();
    else return;
    event.preventDefault();
  });

  function layout(width) {
    size = width;
    area.style.width = area.style.height = `${width}px`;
  }

  // The points, only where they, their size or the theme changed.
  function drawPoints(colours) {
    const { data, training, stamp } = view;
    const key = [stamp, size, state.show_test, view.theme].join();
    if (key === drawn) return;
    drawn = key;
    context = sharp(dots, size, size);
    for (let i = 0; i < data.n; i += 1) {
      if (!visible(i)) continue;
      const [a, b, y] = [data.x[2 * i], data.x[2 * i + 1], data.y[i]];
      const r = data.n > 200 ? 3 : 4.2;
      mark(context, px(a), px(-b), data.nClasses ? y : 0, data.nClasses ? colours.ofClass(y) : colours.tone(y), { r, hollow: !training.has(i), card: colours.card });
    }
  }

  // shown: a unit's map in place of the outputs
  function draw(maps, featureMaps, colours) {
    drawPoints(colours);
    const { shown } = view;
    const outputs = maps.at(-1);
    if (shown) {
      const one = shown[0] ? maps[shown[0] - 1][shown[1]] : featureMaps[shown[1]];
      paintScalar(fine.pixels, one, colours, largest(one));
    } else if (outputs.length > 1) paintClasses(fine.pixels, outputs, state.loss, colours, state.discretize);
    else if (state.loss.startsWith("binary")) paintScalar(fine.pixels, outputs[0].map((z) => Math.tanh(z / 2)), colours, 1, state.discretize);
    else paintScalar(fine.pixels, outputs[0], colours, 1, state.discretize);
    fine.show();
    map.setAttribute("aria-label", view.shownName);
    tell();
  }

  // What the network says at the cursor, and of the point there.
  function tell() {
    cross.hidden = !cursor;
    probe.classList.toggle("quiet", !cursor);
    output.el.hidden = after.hidden = loss.el.hidden = !cursor;
    if (!cursor) return setText(where, own() ? words.say.draw : words.say.probe);
    const i = nearest(cursor);
    const { data } = view;
    const [a, b] = i < 0 ? cursor : data.x.subarray(2 * i);
    Object.assign(cross.style, { left: `${px(a)}px`, top: `${px(-b)}px` });
    const { net } = run();
    const out = forward(net, expandFeatures([a, b], state.features), 1);
    const width = net.sizes.at(-1);
    const y = data.y[i];
    const said = predictedClass(out, 0, width);
    const top = out[said % width];
    const p = state.loss === "cross_entropy" ? 1 / out.subarray(0, width).reduce((sum, z) => sum + Math.exp(z - top), 0) : state.loss.startsWith("binary") && width === 1 ? sigmoid(out[0]) : top;
    const kind = i < 0 ? "" : data.nClasses ? `, ${words.say.class} ${y}` : `, ${words.say.target} ${format(y)}`;
    setText(where, `${i < 0 ? "" : view.training.has(i) ? words.say.trained : words.say.tested}${format(a)}, ${format(b)}${kind}: ${data.nClasses ? `${words.say.says} ${said}, ` : ""}${words.say.value} `);
    output.set(p);
    setText(after, i < 0 ? "" : `, ${words.say.loss} `);
    loss.el.hidden = i < 0;
    if (i >= 0) loss.set(netLoss(state.loss, out, encodeTargets(state.loss, [y], data.nClasses), 1, width));
  }

  return { el, probe, layout, draw };
}
