// Two planes side by side: the query that asks among all keys; the values and their mix.
import { arrow } from "../../widgets/arrow.js";
import { h, s, setText } from "../../widgets/ui.js";
import { handles, layout, names, planeOf } from "./plane.js";
import { pulled } from "./state.js";

const ZERO = [0, 0];
const plus = ([a, b], [c, d]) => [a + c, b + d];
const times = (n, [a, b]) => [n * a, n * b];

// A shade per weight: the more attention, the stronger the line.
const weighed = (w) => ({ style: `--w: ${w.toFixed(3)}` });

// Against the gradient, from the tip; what is too short to be seen is left out.
function downhill(plane, at, grad) {
  const to = plus(at, times(-1, grad));
  const px = Math.hypot(plane.x(to[0]) - plane.x(at[0]), plane.y(to[1]) - plane.y(at[1]));
  return px < 2 ? [] : [arrow(plane, at, to, "down")];
}

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
    layout(plane, width, [query, ...one.k]);
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
    layout(plane, width, [...one.v, out[pick], ...(shows ? [target] : [])]);
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
