// How the picked card gets its numbers: its value from its inputs, its gradient from its uses, what it hands back.
import { h } from "../../widgets/ui.js";
import { number, numbers, pretty, said } from "./grid.js";
import { OPERATIONS } from "./operations.js";
import { partOf } from "./state.js";

export function how({ state, sees, words }) {
  const lines = ["value", "gradient", "back"].map((name) => h("p", { class: `how-${name}` }));
  const hint = h("p", { class: "comment" }, words.hint);
  const el = h("div", { class: "how", "data-control": "how" }, hint, lines);

  function draw(all) {
    const node = all.graph.nodes[state.pick];
    hint.hidden = Boolean(node);
    for (const line of lines) line.hidden = !node;
    if (!node) return;
    lines[0].replaceChildren(...computed(node, all));
    const gradients = sees("gradients");
    lines[1].replaceChildren(...(gradients ? gradientOf(node, all, words) : []));
    lines[2].replaceChildren(...(gradients ? backOf(node, all) : []));
  }
  return { el, draw };
}

const array = (name, v, role) => (v.shape.length ? numbers(name, v, role) : number(name, v.data[0], role));
const strong = (text) => h("strong", {}, text);

function computed(node, { values, known }) {
  const value = array("how.value", values[node.id], "value");
  if (node.op === "number") return [strong(said(node)), " is a number that stays."];
  if (node.op === "") return [strong(said(node)), " = ", value, ", an input."];
  const result = known(node.id) ? value : h("span", { class: "open" }, "?");
  const own = node.name ? [strong(pretty(node.name)), " = "] : [];
  const inputs = node.inputs.map((k) => array("", values[k], "value"));
  if (!node.inputs.every(known)) return [...own, pretty(node.text), " = ", result];
  return [...own, pretty(node.text), " = ", ...together(node, inputs), " = ", result];
}

// 0.5 × 2, or tanh(0.5)
function together({ op, exponent }, inputs) {
  const { sign } = OPERATIONS[op];
  if (inputs.length > 1) return inputs.flatMap((v, i) => (i ? [` ${sign} `, v] : [v]));
  if (op === "pow") return [inputs[0], ` ^ ${exponent}`];
  return [`${sign}(`, inputs[0], ")"];
}

// local × upstream for each use, added up
function gradientOf(node, all, words) {
  const { graph, grads, parts, returned } = all;
  if (node.op === "number") return [];
  const own = node.name ? said(node) : `(${said(node)})`;
  const head = h("span", { class: "gradient" }, "▽", own);
  if (node.id === graph.root)
    return returned ? [head, " = ", array("how.gradient", grads[node.id], "gradient"), words.root] : [];
  if (all.broken) return [head, " = ", array("how.gradient", grads[node.id], "gradient"), words.broken];
  if (!parts[node.id].some(Boolean)) return [head, " = ?"];
  const terms = node.uses.flatMap((use, i) => {
    const term = parts[node.id][i] ? product(all, use) : [h("span", { class: "open" }, "?")];
    return i ? [" + ", ...term] : term;
  });
  const rule = h("span", { class: "comment" }, node.uses.length > 1 ? words.added : words.rule);
  return [head, " = ", ...terms, " = ", array("how.gradient", grads[node.id], "gradient"), rule];
}

// local × upstream along one edge
function product({ graph, grads, locals, values }, { id, port }) {
  const node = graph.nodes[id];
  const upstream = array("", grads[id], "gradient");
  const local = locals[id]?.[port];
  if (local) {
    const stretched =
      String(values[node.inputs[port]].shape) !== String(grads[id].shape) && local.shape.length;
    const parts = [array("", local, "local"), local.shape.length ? " ⊙ " : " × ", upstream];
    return stretched ? ["sum of ", ...parts] : parts;
  }
  const other = array("", values[node.inputs[1 - port]], "value");
  const turned = h("sup", {}, "T");
  return port ? [other, turned, " ", upstream] : [upstream, " ", other, turned];
}

// What goes to each input, once the node has handed it on.
function backOf(node, all) {
  if (all.broken) return [];
  return node.inputs.flatMap((from, port) => {
    const to = all.graph.nodes[from];
    const part = partOf(all, { from, to: node.id, port });
    if (!part || to.op === "number") return [];
    return [port ? ", " : "hands back ", array(`how.back.${port}`, part, "gradient"), ` to ${said(to)}`];
  });
}
