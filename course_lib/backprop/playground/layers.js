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
  let heads = [];
  const make = () => {
    for (const { el } of heads) el.remove();
    heads = [
      { el: h("div", { class: "head" }, h("b", {}, words.say.features)), update() {} },
      ...state.hidden.map((_, k) => hiddenHead({ state, words, change }, k)),
      outputHead({ state, words, change }),
    ];
    box.append(...heads.map(({ el }) => el));
  };
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

function outputHead({ state, words: { say, output_activation: names }, change }) {
  const label = `${say.activation}, ${say.output}`;
  const f = little(label, "output_activation", names, (v) => change({ output_activation: v }));
  const update = () => {
    f.value = state.output_activation;
  };
  return { el: h("div", { class: "head" }, h("b", {}, say.output), f), update };
}

// Hidden layer k.
function hiddenHead({ state, words: { say, activation }, change }, k) {
  const layer = `${say.layer} ${k + 1}`;
  const put = (key) => (v) => change({ [key]: state[key].map((old, i) => (i === k ? v : old)) });
  const add = (d, sign, label) => {
    const onclick = () => put("hidden")(state.hidden[k] + d);
    return h("button", { type: "button", "aria-label": `${label}, ${layer}`, onclick }, sign);
  };
  const [less, count, more] = [add(-1, "−", say.less), h("span", {}), add(1, "+", say.more)];
  const rates = [...Array(10).keys(), 10 * state.dropout[k]].map((p) => p / 10);
  const drops = Object.fromEntries(rates.map((p) => [p, `${say.drop} ${p}`]));
  const f = little(`${say.activation}, ${layer}`, "activation", activation, put("activation"));
  const drop = little(`${say.dropout}, ${layer}`, "dropout", drops, (v) => put("dropout")(Number(v)));
  const update = () => {
    const n = state.hidden[k];
    setText(count, String(n));
    [less.disabled, more.disabled] = [n < 2, n > 7];
    [f.value, drop.value] = [state.activation[k], state.dropout[k]];
  };
  const units = h("div", { class: "count-units", "data-control": "hidden" }, less, count, more);
  return { el: h("div", { class: "head" }, units, f, drop), update };
}
