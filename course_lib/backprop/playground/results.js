// What the run has reached: the table of losses, a note, the summary in words, the code.
import { pythonCode as copyBox, format, h, key, readout, setText, summary } from "../../widgets/ui.js";
import { pythonCode, torchCode } from "./code.js";

export function results({ ui, state, say, it, texts, deep }) {
  const cells = ["train", "test"].map((part) => [
    part,
    readout(`${part}.loss`, (v) => format(v, 4)),
    readout(`${part}.accuracy`, (v) => (Number.isNaN(v) ? "–" : `${(100 * v).toFixed(1)}%`)),
  ]);
  const penalty = readout("penalty", (v) => format(v, 4));
  const note = h("p", { class: "note", role: "status" });
  const told = summary();
  const copies = [pythonCode, torchCode].map((f) => copyBox(() => f(state, texts)));
  setText(copies[1].el.firstChild, say.torch);

  function draw() {
    for (const [part, loss, right] of cells) {
      loss.set(it[part].loss);
      right.set(it[part].accuracy);
    }
    penalty.set(it.train.penalty);
    told.set(() => toldOf(it, say) + deep.tell());
    for (const name of ["params", "grads"]) delete ui.host.dataset[name];
  }
  // At rest: all numbers for those who ask, and a sentence.
  function rest() {
    const { params, grads } = it.run.net;
    Object.assign(ui.host.dataset, {
      params: JSON.stringify([...params]),
      grads: JSON.stringify([...grads]),
    });
    deep.rest();
    setText(note, noteOn(it, state, say));
    for (const copy of copies) copy.update();
  }
  return {
    table: tableOf(say, cells, penalty),
    note,
    summary: told.el,
    copies: copies.map(({ el }) => el),
    draw,
    rest,
    stop: told.stop,
  };
}

function noteOn({ run: { train, steps, position }, train: { loss }, mixed }, { links, flow }, say) {
  if (!train.n) return say.empty;
  if (!Number.isFinite(loss)) return say.lost;
  if (mixed) return say.mixed;
  if (links === "gradients" && flow === "off" && !steps) return say.first;
  return position ? say.between : "";
}

function toldOf({ run, train, test }, say) {
  const losses = [
    [say.train, train],
    [say.test, test],
  ].map(([part, { loss }]) => `${part} ${say.loss} ${format(loss)}`);
  const right = Number.isNaN(test.accuracy) ? "" : `; ${(100 * test.accuracy).toFixed(1)}% ${say.ok}`;
  return `${say.at} ${run.epochs}: ${losses.join(", ")}${right}.`;
}

function tableOf(say, cells, penalty) {
  const row = (name, ...values) =>
    h("tr", {}, h("th", { scope: "row" }, name), ...values.map((v) => h("td", {}, v)));
  const heads = ["", say.loss, say.right].map((t) => h(t ? "th" : "td", t && { scope: "col" }, t));
  return h(
    "table",
    { "data-control": "results" },
    h("thead", {}, h("tr", {}, heads)),
    h(
      "tbody",
      {},
      cells.map(([part, loss, right]) => row(h("span", {}, key(part), ` ${say[part]}`), loss.el, right.el)),
      row(say.penalty, penalty.el, ""),
    ),
  );
}
