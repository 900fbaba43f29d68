// What stands where in the playground, from top to bottom.
import { button, h, setText } from "../../widgets/ui.js";

const bar = (...children) => h("div", { class: "bar" }, children);

export function page(parts, change, state) {
  const { say, start, guess, play, data, settings, results, forClass } = parts;
  const { n_classes, links, show_test, discretize, optimizer, lr, ...knobs } = settings.parts;
  knobs.seed.el.append(button(say.new_seed, () => change({ seed: state.seed + 1 })));
  const { net, map, chosen, curve, stage } = parts.views;
  stage.append(
    h("div", { class: "graph" }, bar(parts.depth.el, links.el), net.el),
    chosen.el,
    h(
      "div",
      { class: "result" },
      map.el,
      h("div", {}, bar(show_test.el, discretize.el), curve.el, results.table),
    ),
  );
  return [
    guess.el,
    bar(start.el, data.el, n_classes.el),
    start.comment,
    bar(...play.els),
    h("div", { class: "bar knobs" }, optimizer.el, lr.el),
    results.note,
    stage,
    h(
      "div",
      { class: "bar knobs" },
      Object.values(knobs).map((k) => k.el),
    ),
    results.summary,
    ...results.copies,
    forClass.el,
  ];
}

// How many hidden layers there are: one less, one more.
export function depth({ state, say, change }) {
  const count = h("b", {});
  const deepen = (by) =>
    change({ hidden: by > 0 ? [...state.hidden, state.hidden.at(-1) ?? 4] : state.hidden.slice(0, -1) });
  const [fewer, more] = [
    [-1, "−", say.fewer],
    [1, "+", say.deeper],
  ].map(([by, sign, name]) => button(sign, () => deepen(by), { "aria-label": name }));
  const el = h(
    "fieldset",
    { class: "control", "data-control": "hidden" },
    h("legend", {}, say.layers),
    h("div", { class: "count-units" }, fewer, count, more),
  );
  const update = () => {
    setText(count, String(state.hidden.length));
    [fewer.disabled, more.disabled] = [state.hidden.length === 0, state.hidden.length === 6];
  };
  return { el, update };
}
