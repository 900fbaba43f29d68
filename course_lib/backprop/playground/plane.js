// The plane: what the network says everywhere, the points, and a cursor that asks, adds, moves and removes.
import { choice, clamp, format, h, readout, roundTo, setText } from "../../widgets/ui.js";
import { drawData, FINE, largest, mark, paintClasses, paintScalar, picture, REACH, sharp } from "./maps.js";
import { ask } from "./state.js";

const NEAR = 0.4; // how far from a point the cursor still means it
const MOST = 500; // points drawn by hand
const KEYS = { ArrowRight: [1, 0], ArrowLeft: [-1, 0], ArrowUp: [0, 1], ArrowDown: [0, -1] };

export function plane({ state, words, view, run, change, redraw }) {
  const { say } = words;
  const map = h("canvas", { role: "img" });
  const dots = h("canvas", { role: "img", "aria-label": say.points });
  const scale = h("canvas", { role: "img", "aria-label": say.scale });
  const cross = h("i", { class: "cross" });
  const area = h(
    "div",
    { class: "area", tabindex: 0, role: "application", "aria-label": say.plane },
    map,
    dots,
    cross,
  );
  const output = readout("point.output", (v) => format(v, 4));
  const loss = readout("point.loss", (v) => format(v, 4));
  const [where, between] = [h("span", {}), h("span", {})];
  const probe = h("p", { class: "probe", "aria-live": "polite" }, where, output.el, between, loss.el);
  const brush = choice({
    label: say.brush,
    value: 1,
    options: [0, 1, 2, 3, 4].map((v) => ({ value: v, label: String(v) })),
    onChange: (v) => {
      view.brush = v;
    },
  });
  const name = h("p", { class: "name" });
  const ticks = ["x", "y"].flatMap((axis, k) =>
    [
      [-6, "−6"],
      [0, words.features[`x${k + 1}`]],
      [6, "6"],
    ].map(([v, text]) =>
      h(
        "span",
        { class: `tick ${axis}`, "aria-hidden": "true", style: `--at: ${(v + REACH) / (2 * REACH)}` },
        text,
      ),
    ),
  );
  const el = h(
    "div",
    { class: "plane" },
    name,
    h("div", { class: "framed" }, area, ticks),
    scale,
    brush.el,
    probe,
  );
  const fine = picture(map, FINE, FINE);
  let size = 0;
  let drawn = "";
  let legend = "";
  let held = -1;
  let cursor = null; // [x1, x2]

  const own = () => state.data === "own";
  const seen = (i) => own() || state.show_test || view.training.has(i);
  const inside = (v) => clamp(roundTo(v, 0.1), -REACH, REACH);
  const nearest = ([a, b]) => {
    const { x, n } = run().data;
    let [best, least] = [-1, NEAR];
    for (let i = 0; i < n; i += 1) {
      const d = Math.hypot(x[2 * i] - a, x[2 * i + 1] - b);
      if (d < least && seen(i)) [best, least] = [i, d];
    }
    return best;
  };

  const move = (spot) => {
    cursor = spot;
    redraw();
  };
  const points = (list) => change({ points: list });
  const put = (i) => points(state.points.map((p, k) => (k === i ? [...cursor.map(inside), p[2]] : p)));
  const add = () =>
    state.points.length < MOST &&
    points([...state.points, [...cursor.map(inside), Math.min(view.brush, state.n_classes - 1)]]);
  const remove = () => points(state.points.filter((_, k) => k !== nearest(cursor)));

  const at = ({ offsetX, offsetY }) =>
    [((2 * offsetX) / size - 1) * REACH, (1 - (2 * offsetY) / size) * REACH].map((v) =>
      clamp(v, -REACH, REACH),
    );
  const on = (names, f) => {
    for (const each of names.split(" ")) area.addEventListener(each, f);
  };
  on("pointerdown", (event) => {
    if (event.button !== 0) return;
    move(at(event));
    if (!own()) return;
    held = nearest(cursor);
    if (held < 0) {
      held = state.points.length;
      add();
    }
    area.setPointerCapture(event.pointerId);
  });
  on("pointermove", (event) => {
    move(at(event));
    if (held >= 0) put(held);
  });
  on("pointerup pointercancel", () => {
    held = -1;
  });
  on("pointerleave blur", () => {
    if (held < 0) move(null);
  });
  on("focus", () => {
    if (!cursor) move([0, 0]);
  });
  on("keydown", (event) => {
    cursor ??= [0, 0];
    const step = KEYS[event.key];
    if (step) move(cursor.map((v, i) => inside(v + step[i] * (event.shiftKey ? 1 : 0.2))));
    else if (event.key === "Enter" && own()) add();
    else if (/Delete|Backspace/.test(event.key) && own()) remove();
    else return;
    event.preventDefault();
  });

  // The points and the key to the colours: only where they, their size or the theme changed.
  function drawPoints(colours) {
    const { data } = run();
    const key = [view.stamp, size, state.show_test, colours.theme].join();
    if (key !== drawn)
      drawData(
        sharp(dots, size, size),
        data,
        size,
        colours,
        { r: data.n > 200 ? 3 : 4.2, edge: data.nClasses ? colours.card : colours.edge },
        seen,
        (i) => !view.training.has(i),
      );
    drawn = key;
    const top = view.top;
    const marks = [size, colours.theme, data.nClasses, top, state.show_test || own()].join();
    if (marks === legend) return;
    legend = marks;
    const c = sharp(scale, size, 20);
    c.font = "12px system-ui, sans-serif";
    if (data.nClasses && !top) {
      for (let k = 0; k < data.nClasses; k += 1) {
        const x = 8 + (k * (size - 8)) / data.nClasses;
        c.fillStyle = colours.ink;
        c.fillText(`${data.nClasses < 4 ? `${say.class} ` : ""}${k}`, x + 9, 14);
        mark(c, x, 10, k, colours.ofClass(k), { r: 4.2 });
      }
      return;
    }
    const [left, right] = [34, size - 34];
    for (let x = left; x < right; x += 1) {
      c.fillStyle = colours.tone((2 * (x - left)) / (right - left) - 1);
      c.fillRect(x, 5, 1, 10);
    }
    c.fillStyle = colours.ink;
    c.fillText(format(top || 1, 2), right + 6, 14);
    c.textAlign = "right";
    c.fillText(format(-(top || 1), 2), left - 6, 14);
  }

  // A unit's map where one is looked at, else the outputs'.
  function draw(maps, featureMaps, colours) {
    const { shown } = view;
    const outputs = maps.at(-1);
    const one = !shown ? outputs[0] : shown[0] ? maps[shown[0] - 1][shown[1]] : featureMaps[shown[1]];
    view.top = shown ? largest(one) : 0;
    if (!shown && outputs.length > 1)
      paintClasses(fine.pixels, outputs, state.loss, colours, state.discretize);
    else if (!shown && state.discretize) paintScalar(fine.pixels, one.map(Math.sign), colours);
    else
      paintScalar(
        fine.pixels,
        !shown && state.loss[0] === "b" ? one.map((z) => Math.tanh(z / 2)) : one,
        colours,
        view.top || 1,
      );
    fine.show();
    drawPoints(colours);
    setText(name, view.name);
    map.setAttribute("aria-label", view.name);
    tell();
  }

  // What the network says at the cursor, and of the point there.
  function tell() {
    cross.hidden = output.el.hidden = !cursor;
    loss.el.hidden = between.hidden = true;
    if (!cursor) return setText(where, own() ? say.draw : say.probe);
    const { data } = run();
    const i = nearest(cursor);
    const [a, b] = i < 0 ? cursor : data.x.subarray(2 * i);
    cross.style = `left: ${((a / REACH + 1) * size) / 2}px; top: ${((1 - b / REACH) * size) / 2}px`;
    const answer = ask(run(), state, [a, b], data.y[i]);
    output.set(answer.value);
    const classes = data.nClasses > 0;
    setText(
      where,
      `${i < 0 ? "" : view.training.has(i) ? say.trained : say.tested}(${format(a)}, ${format(b)})` +
        `${i < 0 ? "" : `, ${classes ? say.class : say.target} ${format(data.y[i])}`}. ${classes ? `${say.says} ${answer.said}, ` : ""}${say.answer} `,
    );
    if (i < 0) return undefined;
    loss.el.hidden = between.hidden = false;
    setText(between, `, ${say.loss} `);
    return loss.set(answer.loss);
  }

  return {
    el,
    brush,
    draw,
    layout: (width) => {
      size = width;
      area.style = `width: ${width}px; height: ${width}px`;
    },
  };
}
