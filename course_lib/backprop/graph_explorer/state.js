// What the graph explorer shows, from its settings alone. No DOM.
import { fromLists, titles, toLists } from "./arrays.js";
import { FAULTS, firstWrong, isWrong } from "./faults.js";
import { backward, backwards, build, forward } from "./graph.js";

const RIGHT = {}; // no fault
let latest = {};
const built = (expression) => {
  if (latest.expression !== expression) latest = { expression, graph: build(expression) };
  return latest.graph;
};

export function analyse(state) {
  const graph = built(state.expression);
  const values = forward(graph, state.values);
  const fault = state.challenge && !state.repaired ? FAULTS[state.challenge] : RIGHT;
  const { grads, locals } = backward(graph, values);
  const order = backwards(graph).toReversed(); // operations, as they are computed
  const computed = Math.min(state.forward, order.length);
  const returned = computed < order.length ? 0 : Math.min(state.backward, order.length + 1);
  const later = new Set(order.slice(computed));
  return {
    graph,
    values,
    order,
    computed,
    returned,
    known: (id) => !later.has(id),
    ...backward(graph, values, returned, fault),
    locals, // as they are, whatever a wrong program makes of them
    whole: returned > order.length,
    right: grads,
    broken: fault !== RIGHT,
    mended: state.repaired
      ? graph.nodes.map(({ id }) => id).filter((id) => isWrong(grads[id], faulty(state)[id]))
      : [],
  };
}

// The next operation: a value forward, and when all are there a step back; null at the end.
export function following({ graph, order, computed, returned }) {
  if (computed < order.length) return { forward: computed + 1, backward: 0, pick: order[computed] };
  if (returned > order.length) return null;
  return { backward: returned + 1, pick: returned ? order.at(-returned) : graph.root };
}

// Every number that can be nudged: { name, leaf, k, title }; of W that is W[0, 0], W[0, 1], …
export const entries = ({ graph, values }) =>
  graph.leaves.flatMap(({ id, name }) =>
    titles(values[id]).map((title, k) => ({ name, leaf: id, k, title: name + title })),
  );

// What came back along an edge, null before.
export const partOf = ({ graph, parts }, { from, to, port }) =>
  parts[from][graph.nodes[from].uses.findIndex((use) => use.id === to && use.port === port)];

// The values with one number replaced.
export function replaced({ values }, given, { leaf, name, k }, v) {
  const { shape, data } = values[leaf];
  return { ...given, [name]: toLists({ shape, data: data.map((old, i) => (i === k ? v : old)) }) };
}

// What the gradient predicts of a nudge, and what happens.
export function nudged(all, { nudged: which, nudge, values }) {
  const every = entries(all);
  const entry = every.find(({ title }) => title === which) ?? every[0];
  if (!entry) return null;
  const now = all.values[entry.leaf].data[entry.k];
  const moved = forward(all.graph, replaced(all, values, entry, now + nudge));
  const slope = all.whole && all.grads[entry.leaf] ? all.grads[entry.leaf].data[entry.k] : null;
  const [before, after] = [all.values, moved].map((v) => v[all.graph.root].data[0]);
  return {
    every,
    entry,
    slope,
    predicted: slope === null ? null : slope * nudge,
    before,
    after,
    actual: after - before,
  };
}

// What a link says: an expression that can be read, values that fit it, a card and an input that are there.
export function agree(patch, state) {
  const tried = { ...state, ...patch };
  try {
    const all = analyse(tried);
    const lists = Object.values(tried.values).every((v) => fromLists(v));
    const repairable = tried.challenge === "" || firstWrong(all.graph, all.right, faulty(tried)).length;
    const there = !tried.nudged || entries(all).some(({ title }) => title === tried.nudged);
    if (lists && repairable && there && tried.pick < all.graph.nodes.length) return patch;
  } catch {
    // what cannot be read is left out
  }
  const { expression: _e, values: _v, challenge: _c, pick: _p, nudged: _n, ...rest } = patch;
  return rest;
}

// The gradients of the broken program, all of them.
export function faulty({ expression, values, challenge }) {
  const graph = built(expression);
  return backward(graph, forward(graph, values), Infinity, FAULTS[challenge]).grads;
}
