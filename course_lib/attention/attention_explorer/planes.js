// Two planes side by side: the query that asks among all keys; the values and their mix.
import { arrow } from "../../widgets/arrow.js";
import { clamp, format, h, handle, plot, s, setText } from "../../widgets/ui.js";
import { pulled } from "./state.js";

const ZERO = [0, 0];
const [REACH, STEP] = [3, 0.1];
const LETTER = 7.2; // px
const plus = ([a, b], [c, d]) => [a + c, b + d];
const times = (n, [a, b]) => [n * a, n * b];

// What all handles share; `shape` has the look of its kind.
const held = (look) => s("circle", { class: `tip ${look}`, r: 4 });
const bounds = () => ({ x: [-REACH, REACH], y: [-REACH, REACH] });
const step = () => ({ x: STEP, y: STEP });
const said = ([x, y]) => `${format(x)}, ${format(y)}`;

// One unit is as long across as it is up; `most` is the longest coordinate in sight.
function layout(plane, width, most) {
  const height = Math.min(240, width);
  const far = Math.max(REACH + 0.3, most + 0.3);
  const across = (far * (width - 36)) / (height - 32);
  plane.layout({ width, height, x: [-across, across], y: [-far, far] });
}

// `over` lies above the handles: no disc hides a word or a gradient.
function planeOf(label) {
  const plane = plot({ label, xLabel: "", yLabel: "", margin: { left: 28, right: 8, top: 8, bottom: 24 } });
  plane.over = s("g", { class: "over", "aria-hidden": "true" });
  plane.svg.append(plane.over);
  return plane;
}

// Handles for as many words as there are; hands(all) → [{ name, label, kind, t, head, at }], `at` reads the arrow.
function handles(plane, { byHand, now }) {
  let built = "";
  let items = [];
  function update(wanted) {
    const key = JSON.stringify(wanted.map(({ name, label }) => [name, label]));
    if (key !== built) {
      built = key;
      for (const item of items) item.remove();
      items = wanted.map(({ name, label, look, at, give }) =>
        handle(plane, {
          label,
          "data-hand": name,
          shape: held(look),
          get: () => {
            const [x, y] = at(now());
            return { x, y };
          },
          set: ({ x, y }) => byHand(give([x, y])),
          bounds,
          step,
          describe: () => said(at(now())),
        }),
      );
    }
    for (const item of items) item.place();
  }
  return update;
}

// Words beside the tips, where they cover neither a tip nor each other.
function names(plane, tips) {
  const [[left, right], [bottom, top]] = [plane.x.range, plane.y.range];
  const taken = tips.map(({ at: [x, y] }) => ({ x: plane.x(x) - 6, y: plane.y(y) + 5, wide: 12 }));
  const free = ({ x, y, wide }) =>
    taken.every((o) => x >= o.x + o.wide || o.x >= x + wide || Math.abs(y - o.y) >= 12);
  return tips.map(({ at, text, look }) => {
    const wide = LETTER * text.length + 2;
    const [px, py] = [plane.x(at[0]), plane.y(at[1])];
    const places = [0, 13, 26, 39].flatMap((down) =>
      [
        [px + 9, py - 5 - down],
        [px - 9 - wide, py - 5 - down],
        [px + 9, py + 15 + down],
        [px - 9 - wide, py + 15 + down],
        [px + 9, py + 5],
      ].map(([x, y]) => ({ x: clamp(x, left + 2, right - wide), y: clamp(y, top + 12, bottom - 4), wide })),
    );
    const place = places.find(free) ?? places[0];
    taken.push(place);
    return s("text", { class: `strong name ${look}`, x: place.x, y: place.y }, text);
  });
}

// A shade per weight: the more attention, the stronger the line.
const weighed = (w) => ({ style: `--w: ${w.toFixed(3)}` });

// Against the gradient, from the tip; what is too short to be seen is left out.
function downhill(plane, at, grad) {
  const to = plus(at, times(-1, grad));
  const px = Math.hypot(plane.x(to[0]) - plane.x(at[0]), plane.y(to[1]) - plane.y(at[1]));
  return px < 2 ? [] : [arrow(plane, at, to, "down")];
}

const longest = (vectors) => Math.max(...vectors.flat().map(Math.abs));

// The words with their places where one stands twice.
const called = (words) =>
  words.map((word, t) => (words.indexOf(word) === words.lastIndexOf(word) ? word : `${word} (${t + 1})`));

export function planes(how) {
  const [look, mix] = [lookPlane(how), mixPlane(how)];
  const titles = [h("p", { class: "small" }), h("p", { class: "small" })];
  const part = (name, title, plane) => h("div", { "data-control": name }, title, plane.el);
  const el = h("div", { class: "planes" }, part("look", titles[0], look), part("mix", titles[1], mix));
  function draw(all, full, back) {
    const width = full >= 600 ? (full - 16) / 2 : full;
    const which = all.heads > 1 ? `, head ${all.head + 1}` : "";
    titles[0].replaceChildren(`Look${which}: query of `, h("b", {}, all.words[all.pick]), ", all keys");
    setText(titles[1], `Mix${which}: each value times its weight`);
    look.draw(all, width, back);
    mix.draw(all, width, back);
  }
  return { el, draw };
}

function lookPlane({ state, byHand, now }) {
  const plane = planeOf("The plane of the query and the keys");
  const update = handles(plane, { byHand, now });
  const give = (t, kind) => (there) =>
    pulled(state, { word: now().words[t], t, head: now().head, kind }, there);
  const hands = ({ words, pick }) => [
    ...called(words).map((word, t) => ({
      name: `k.${t + 1}`,
      label: `key of ${word}`,
      look: "key-of",
      at: ({ one }) => one.k[t],
      give: give(t, "k"),
    })),
    {
      name: "q",
      label: `query of ${words[pick]}`,
      look: "query-of",
      at: (all) => all.one.q[all.pick],
      give: give(pick, "q"),
    },
  ];
  function draw(all, width, back) {
    const { one, pick, words, seen } = all;
    const query = one.q[pick];
    layout(plane, width, longest([query, ...one.k]));
    plane.marks.replaceChildren(
      ...one.k.map((key, t) =>
        arrow(plane, ZERO, key, `key-of${seen[pick][t] ? "" : " unseen"}`, weighed(one.weights[pick][t])),
      ),
      arrow(plane, ZERO, query, "query-of"),
    );
    plane.over.replaceChildren(
      ...(back ? one.k.flatMap((key, t) => downhill(plane, key, one.dk[t])) : []),
      ...(back ? downhill(plane, query, one.dq) : []),
      ...names(plane, [
        { at: query, text: `query of ${words[pick]}`, look: "query-of" },
        ...words.map((text, t) => ({ at: one.k[t], text, look: "key-of" })),
      ]),
    );
    update(hands(all));
  }
  return { el: plane.box, draw };
}

function mixPlane({ state, byHand, now }) {
  const plane = planeOf("The plane of the values and their mix");
  const update = handles(plane, { byHand, now });
  const give = (t) => (there) =>
    pulled(state, { word: now().words[t], t, head: now().head, kind: "v" }, there);
  const hands = ({ words, noun }, back) => [
    ...called(words).map((word, t) => ({
      name: `v.${t + 1}`,
      label: `value of ${word}`,
      look: "value-of",
      at: ({ one }) => one.v[t],
      give: give(t),
    })),
    ...(back && !noun
      ? [
          {
            name: "target",
            label: "the goal of the output",
            look: "goal",
            at: ({ target }) => target,
            give: (target) => ({ target }),
          },
        ]
      : []),
  ];
  function draw(all, width, back) {
    const { one, pick, words, seen, out, target, g, noun } = all;
    const shows = back || noun;
    layout(plane, width, longest([...one.v, out[pick], ...(shows ? [target] : [])]));
    plane.marks.replaceChildren(
      ...one.v.map((value, t) =>
        arrow(plane, ZERO, value, `value-of${seen[pick][t] ? "" : " unseen"}`, weighed(one.weights[pick][t])),
      ),
      ...chain(plane, all),
      arrow(plane, ZERO, out[pick], "output"),
      ...(shows ? [diamond(plane, target)] : []),
    );
    plane.over.replaceChildren(
      ...(back ? one.v.flatMap((value, t) => downhill(plane, value, one.dv[t])) : []),
      ...(back ? downhill(plane, out[pick], g) : []),
      ...names(plane, [
        { at: out[pick], text: "output", look: "output" },
        ...(shows ? [{ at: target, text: noun ? `goal: ${noun}` : "goal", look: "goal" }] : []),
        ...words.map((text, t) => ({ at: one.v[t], text, look: "value-of" })),
      ]),
    );
    update(hands(all, back));
  }
  return { el: plane.box, draw };
}

// The values times their weights, tip to tail: they end at the output. Of two heads the other one comes first.
function chain(plane, { one, each, head, pick }) {
  const ends = each.length > 1 ? [ZERO, each[1 - head].out[pick]] : [ZERO];
  for (const [t, value] of one.v.entries()) ends.push(plus(ends.at(-1), times(one.weights[pick][t], value)));
  const px = ends.map(([x, y]) => [plane.x(x), plane.y(y)]);
  return [
    s("path", { class: "tail", d: `M${px.map((each) => each.join(" ")).join("L")}` }),
    ...px.slice(1).map(([cx, cy]) => s("circle", { class: "link", cx, cy, r: 2.5 })),
  ];
}

function diamond(plane, [x, y]) {
  const [cx, cy] = [plane.x(x), plane.y(y)];
  return s("path", { class: "goal", d: `M${cx - 8} ${cy}L${cx} ${cy - 8}L${cx + 8} ${cy}L${cx} ${cy + 8}Z` });
}
