// What stands above each column of the network: a hidden layer's units, activation and dropout.
import { h, setText } from "../../widgets/ui.js";

const little = (label, key, options, put) => {
  const el = h(
    "select",
    { "aria-label": label, title: label, "data-control": key, onchange: () => put(el.value) },
    Object.entries(options).map(([v, text]) => h("option", { value: v }, text)),
  );
  return el;
};

export function layerHeads({ state, words, change, box }) {
  const { say } = words;
  let heads = [];

  // Hidden layer k.
  function hidden(k) {
    const layer = `${say.layer} ${k + 1}`;
    const put = (key) => (v) => change({ [key]: state[key].map((old, i) => (i === k ? v : old)) });
    const add = (d, sign, label) =>
      h(
        "button",
        {
          type: "button",
          "aria-label": `${label}, ${layer}`,
          onclick: () => put("hidden")(state.hidden[k] + d),
        },
        sign,
      );
    const [less, count, more] = [add(-1, "−", say.less), h("span", {}), add(1, "+", say.more)];
    const rates = [...Array(10).keys(), 10 * state.dropout[k]].map((p) => p / 10);
    const f = little(`${say.activation}, ${layer}`, "activation", words.activation, put("activation"));
    const drop = little(
      `${say.dropout}, ${layer}`,
      "dropout",
      Object.fromEntries(rates.map((p) => [p, `${say.drop} ${p}`])),
      (v) => put("dropout")(Number(v)),
    );
    const update = () => {
      const n = state.hidden[k];
      setText(count, String(n));
      [less.disabled, more.disabled, f.value, drop.value] = [
        n < 2,
        n > 7,
        state.activation[k],
        state.dropout[k],
      ];
    };
    return {
      update,
      el: h(
        "div",
        { class: "head" },
        h("div", { class: "count-units", "data-control": "hidden" }, less, count, more),
        f,
        drop,
      ),
    };
  }

  function make() {
    for (const { el } of heads) el.remove();
    const out = little(
      `${say.activation}, ${say.output}`,
      "output_activation",
      words.output_activation,
      (v) => change({ output_activation: v }),
    );
    heads = [
      { el: h("div", { class: "head" }, h("b", {}, say.features)), update() {} },
      ...state.hidden.map((_, k) => hidden(k)),
      {
        el: h("div", { class: "head" }, h("b", {}, say.output), out),
        update: () => {
          out.value = state.output_activation;
        },
      },
    ];
    box.append(...heads.map(({ el }) => el));
  }

  return {
    update() {
      if (heads.length !== state.hidden.length + 2) make();
      for (const { update } of heads) update();
    },
    place(middle) {
      heads.forEach(({ el }, column) => {
        el.style.left = `${middle(column)}px`;
      });
    },
  };
}
