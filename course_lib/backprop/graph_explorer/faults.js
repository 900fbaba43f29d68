// What a wrong program does instead of the backward pass: graph.js asks a fault where it would go wrong. No DOM.
import { full, map } from "./arrays.js";

const ones = (all) => all.map(({ shape }) => full(shape, 1));

export const FAULTS = {
  // σ′ is forgotten
  slope: { locals: (node, own) => (node.op === "sigmoid" ? ones(own) : own) },
  // the minus in front of the second input is forgotten
  minus: { locals: (node, own) => (node.op === "-" ? ones(own) : own) },
  // each input of a product gets itself, not the other one
  product: { locals: (node, own) => (node.op === "*" ? own.toReversed() : own) },
  // grad = … where grad += … is meant
  overwrite: { overwrites: true },
  // the bias is counted inside the loop over the weights
  bias: {
    part: ({ nodes }, node, port, part) =>
      node.op === "+" && nodes[node.inputs[port]].op === ""
        ? map(part, (v) => v * (node.inputs.length - 1))
        : part,
  },
  // a second backward() onto gradients that nobody set to zero
  zero: { after: (node, grad) => (node.op === "" ? map(grad, (v) => 2 * v) : grad) },
};

// The nodes that are wrong first: their gradient is wrong, and that of all that uses them is right.
export function firstWrong({ nodes }, right, shown) {
  const wrong = nodes.map(({ id }) => isWrong(right[id], shown[id]));
  return nodes
    .filter(({ id, op, uses }) => op !== "number" && wrong[id] && uses.every((use) => !wrong[use.id]))
    .map(({ id }) => id);
}

export const isWrong = (right, shown) => right.data.some((v, i) => Math.abs(v - shown.data[i]) > 1e-9);

// What is to be said of an answer: the place that was picked, and the number that was typed.
// "place", "upstream", "fine", "same", "right", "local", "alone", "product", "sign" or "number".
export function judge({ graph, right, shown, locals }, picked, typed) {
  if (picked < 0) return "place";
  if (!firstWrong(graph, right, shown).includes(picked))
    return isWrong(right[picked], shown[picked]) ? "upstream" : "fine";
  if (!Number.isFinite(typed)) return "number";
  const wanted = right[picked].data[0];
  const near = (v) => Math.abs(typed - v) <= 0.005 * Math.abs(v) + 0.0005;
  if (near(wanted)) return "right";
  if (near(shown[picked].data[0])) return "same";
  if (near(-wanted)) return "sign";
  const uses = graph.nodes[picked].uses.map(({ id, port }) => ({
    local: locals[id][port].data[0],
    upstream: right[id].data[0],
  }));
  if (uses.some(({ local }) => near(local))) return "local";
  if (uses.some(({ upstream }) => near(upstream))) return "alone";
  if (uses.length > 1 && near(uses.reduce((p, { local, upstream }) => p * local * upstream, 1)))
    return "product";
  return "off";
}
