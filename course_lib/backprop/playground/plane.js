// The plane: what the network says everywhere, the points, and a cursor that asks, adds, moves and removes.
import { choice, h, setText } from "../../widgets/ui.js";
import { dots } from "./dots.js";
import { hand } from "./hand.js";
import { FINE, largest, paintClasses, paintScalar, picture, place, REACH } from "./maps.js";
import { probe } from "./probe.js";

export function plane({ state, words, view, run, change, redraw }) {
  const { say, features } = words;
  const map = h("canvas", { role: "img" });
  const points = dots({ state, say, view, run });
  const cross = h("i", { class: "cross" });
  const ring = h("i", { class: "cross ring" });
  const area = h(
    "div",
    { class: "area", tabindex: 0, role: "application", "aria-label": say.plane },
    map,
    points.el,
    ring,
    cross,
  );
  const cursor = hand({ state, view, run, area, seen: points.seen, change, redraw });
  const asked = probe({ state, say, view, run, cursor, cross });
  const brush = choice({
    label: say.brush,
    value: 1,
    options: [0, 1, 2, 3, 4].map((v) => ({ value: v, label: String(v) })),
    onChange: (v) => {
      view.brush = v;
    },
  });
  const name = h("p", { class: "name" });
  const framed = h("div", { class: "framed" }, area, ticks(features));
  const el = h("div", { class: "plane" }, name, framed, points.scale, brush.el, asked.el);
  const fine = picture(map, FINE, FINE);

  function draw(maps, featureMaps, colours) {
    paint(fine.pixels, { state, view }, maps, featureMaps, colours);
    fine.show();
    points.draw(colours, cursor.size);
    setText(name, view.name);
    map.setAttribute("aria-label", view.name);
    ring.hidden = state.flow !== "point" || !view.flow;
    if (!ring.hidden) {
      const { data, train } = run();
      place(ring, data.x.subarray(2 * train.rows[view.flow.from]), cursor.size);
    }
    asked.draw();
  }
  const layout = (width) => {
    cursor.size = width;
    area.style = `width: ${width}px; height: ${width}px`;
  };
  return { el, brush, draw, layout };
}

const ticks = (features) =>
  ["x", "y"].flatMap((axis, k) =>
    [
      [-6, "−6"],
      [0, features[`x${k + 1}`]],
      [6, "6"],
    ].map(([v, text]) =>
      h(
        "span",
        { class: `tick ${axis}`, "aria-hidden": "true", style: `--at: ${(v + REACH) / (2 * REACH)}` },
        text,
      ),
    ),
  );

// A unit's map where one is looked at, else the outputs'.
function paint(pixels, { state, view }, maps, featureMaps, colours) {
  const { shown } = view;
  const outputs = maps.at(-1);
  const one = !shown ? outputs[0] : shown[0] ? maps[shown[0] - 1][shown[1]] : featureMaps[shown[1]];
  view.top = shown ? largest(one) : 0;
  if (!shown && outputs.length > 1) paintClasses(pixels, outputs, state.loss, colours, state.discretize);
  else if (!shown && state.discretize) paintScalar(pixels, one.map(Math.sign), colours);
  else {
    const squashed = !shown && state.loss[0] === "b" ? one.map((z) => Math.tanh(z / 2)) : one;
    paintScalar(pixels, squashed, colours, view.top || 1);
  }
}
