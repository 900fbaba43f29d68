// What stands where in the playground, from top to bottom.
import { button, h, select, setText } from "../../widgets/ui.js";

const bar = (...children) => h("div", { class: "bar" }, children);

export function page(parts, change, state) {
  const { say, start, guess, play, data, settings, results, forClass } = parts;
  const {
    n_classes,
    links,
    flow,
    point,
    show_test,
    discretize,
    optimizer,
    lr,
    initializer,
    histograms,
    ...knobs
  } = settings.parts;
  knobs.seed.el.append(button(say.new_seed, () => change({ seed: state.seed + 1 })));
  const { net, map, chosen, curve, deep, stage } = parts.views;
  stage.append(
    h(
      "div",
      { class: "graph", "data-control": "network" },
      bar(parts.depth.el, links.el, flow.el, point.el),
      net.el,
    ),
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
    h("div", { class: "bar knobs" }, optimizer.el, lr.el, initializer.el, parts.every.el, histograms.el),
    results.note,
    deep.el,
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

// One activation for every hidden layer.
export function everyLayer({ state, words: { say, activation }, change }) {
  const menu = select({
    label: say.every,
    value: "",
    options: Object.entries({ ...activation, "": say.several }).map(([value, label]) => ({ value, label })),
    onChange: (v) => v && change({ activation: state.activation.map(() => v) }),
  });
  menu.el.dataset.control = "every_activation";
  const update = () => {
    const [first, ...others] = state.activation;
    menu.set(others.every((f) => f === first) ? (first ?? "") : "");
  };
  return { el: menu.el, update };
}
