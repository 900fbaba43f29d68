// The numbers of the run in a line: compute, losses, the bigram's loss.
import { format, h, readout, setText } from "../../widgets/ui.js";
import { GIGA } from "./curve.js";

const nats = (name) => readout(name, (v) => format(v, 3));

export function losses() {
  const compute = (name) => readout(name, (v) => format(v, 3));
  const [flops, goal] = [compute("flops"), compute("goal")];
  const many = (name) => readout(name, (v) => v.toLocaleString("en"));
  const [held, train, pairs, rival] = [nats("held"), nats("train"), nats("bigram"), nats("rival")];
  const [parameters, others] = [many("parameters"), many("rival.parameters")];
  const mark = (look) => h("i", { class: `dash ${look}`, "aria-hidden": "true" });
  const line = (look, text, { el }) => h("span", {}, mark(look), ` ${text} `, el);
  const trained = [line("held", "validation", held), line("train", "training", train)];
  const clock = h("p", { class: "clock" }, h("b", {}, flops.el, " of ", goal.el, " GFLOP"));
  const where = h("span", {});
  const kind = h("span", {});
  const size = h("span", {}, parameters.el, " ", kind);
  const name = h("span", {});
  const second = h("span", {}, mark("rival"), " ", name, " ", rival.el, ", ", others.el, " parameters");
  const el = h(
    "p",
    { class: "legend", "data-control": "losses" },
    trained,
    second,
    line("pairs", "bigram, by counting", pairs),
    size,
    where,
  );
  const tick = (it) => flops.set(it.flops / GIGA);
  // beside: name and size of the model that learns beside it, or null
  function draw({ it, state, goal: aim, loss, size: count, beside }) {
    const last = it.points.at(-1);
    tick(it);
    goal.set(aim / GIGA);
    held.set(last?.held ?? NaN);
    train.set(last?.train ?? NaN);
    pairs.set(loss);
    parameters.set(count);
    second.hidden = !beside;
    if (beside) {
      rival.set(last?.rival ?? NaN);
      others.set(beside.size);
      setText(name, `${beside.name}, validation`);
    }
    const counts = state.model === "bigram";
    for (const each of [...trained, clock]) each.hidden = counts;
    setText(kind, counts ? "counts" : "parameters");
    setText(where, it.failed || (it.inPage ? "in this page, without a worker" : ""));
  }
  return { el, clock, tick, draw };
}
