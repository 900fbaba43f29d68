// The engine: lines of the language → nodes; forward, and backward one operation at a time. No DOM.
import { add, fromLists, full, scalar } from "./arrays.js";
import { Mistake, parse } from "./language.js";
import { compute, handBack, hindrance, localsOf } from "./operations.js";

const FIRST = [2, -1, 0.5, 3, -2, 1, 1.5, -0.5]; // what names begin with that nobody gave a value
const MOST = 60; // nodes
const LONGEST = 4; // rows and columns

// { nodes, root, leaves }: nodes in an order in which every one comes after its inputs.
// A node is { id, op, inputs: [id], name, text, at } with op "" for a leaf and "number" for a constant.
export function build(text) {
  const known = new Map();
  const nodes = [];
  const put = (node) => {
    if (nodes.length >= MOST) throw new Mistake(`at most ${MOST} nodes fit`, node.at);
    nodes.push({ name: "", inputs: [], ...node, id: nodes.length });
    return nodes.length - 1;
  };
  const leaf = (name, at, start) => {
    known.set(name, put({ op: "", name, text: name, at, start }));
    return known.get(name);
  };
  const grow = (tree) => {
    if ("number" in tree)
      return put({ op: "number", number: tree.number, text: `${tree.number}`, at: tree.at });
    if ("name" in tree) return known.get(tree.name) ?? leaf(tree.name, tree.at);
    const inputs = summands(tree).map(grow);
    const { op, exponent, at, text } = tree;
    return put({ op, exponent, inputs, at, text });
  };
  let root;
  for (const { name, tree, at } of parse(text)) {
    if (known.has(name)) throw new Mistake(`${name} has a value already: choose another name`, at);
    const given = tree.lists ?? tree.number;
    if (tree.lists && !name) throw new Mistake("give a list a name: x = [1, 2]", at);
    if (name && given !== undefined) root = leaf(name, at, checked(given, at));
    else {
      root = grow(tree);
      if (name) root = christen(nodes, known, root, name);
    }
  }
  return pruned(nodes, root);
}

function checked(lists, at) {
  const value = fromLists(lists);
  if (!value) throw new Mistake("the rows of a list must be equally long", at);
  if (value.shape.length > 2 || value.shape.some((n) => n > LONGEST))
    throw new Mistake(`a list holds at most ${LONGEST} rows of ${LONGEST}`, at);
  return value;
}

// b = a makes no node: it is another name of the same.
function christen(nodes, known, id, name) {
  nodes[id].name ||= name;
  known.set(name, id);
  return id;
}

// a + b + c is one sum of three.
const summands = ({ op, parts }) =>
  op === "+" && parts[0].op === "+" && !parts[0].closed ? [...summands(parts[0]), parts[1]] : parts;

// What leads to the result, in the same order.
function pruned(nodes, root) {
  const needed = new Set([root]);
  for (let i = root; i >= 0; i -= 1) if (needed.has(i)) for (const k of nodes[i].inputs) needed.add(k);
  const kept = nodes.filter(({ id }) => needed.has(id));
  const place = new Map(kept.map(({ id }, i) => [id, i]));
  const all = kept.map((n) => ({ ...n, id: place.get(n.id), inputs: n.inputs.map((k) => place.get(k)) }));
  const uses = all.map(() => []);
  for (const { id, inputs } of all) inputs.forEach((k, port) => uses[k].push({ id, port }));
  return {
    nodes: all.map((n) => ({ ...n, uses: uses[n.id] })),
    root: place.get(root),
    leaves: all.filter(({ op }) => op === ""),
  };
}

// The value of every node, in order. given: name → number or lists.
export function forward({ nodes, root }, given = {}) {
  const values = [];
  let fresh = 0;
  for (const node of nodes) {
    if (node.op === "number") values.push(scalar(node.number));
    else if (node.op === "") {
      const first = node.start ?? scalar(FIRST[fresh++ % FIRST.length]);
      values.push(Object.hasOwn(given, node.name) ? checked(given[node.name], node.at) : first);
    } else {
      const inputs = node.inputs.map((k) => values[k]);
      const wrong = hindrance(node.op, inputs);
      if (wrong) throw new Mistake(wrong, node.at);
      values.push(compute(node, inputs));
    }
  }
  const { shape } = values[root];
  if (shape.length)
    throw new Mistake(
      `the result must be one number, and it has shape (${shape}): put sum(…) around it`,
      nodes[root].at,
    );
  return values;
}

// The nodes that hand something back, in the order in which they do.
export const backwards = ({ nodes }) =>
  nodes
    .filter(({ inputs }) => inputs.length)
    .map(({ id }) => id)
    .reverse();

// The gradient of every node after `steps` steps backward (the first puts 1 at the result), null where none has
// arrived; for each node what each of its uses handed back (parts), null where it has not yet; and the local
// derivatives. A fault is one of faults.js: what a wrong program does instead.
export function backward(graph, values, steps = Infinity, fault = {}) {
  const { nodes, root } = graph;
  const grads = nodes.map(() => null);
  const parts = nodes.map(({ uses }) => uses.map(() => null));
  const locals = nodes.map((node) => {
    const own = node.inputs.length ? localsOf(node, inputsOf(node, values), values[node.id]) : null;
    return own && fault.locals ? fault.locals(node, own) : own;
  });
  if (steps > 0) grads[root] = full(values[root].shape, 1);
  for (const id of backwards(graph).slice(0, Math.max(0, steps - 1))) {
    const node = nodes[id];
    const back = handBack(node, inputsOf(node, values), grads[id], locals[id]);
    back.forEach((part, port) => {
      const to = node.inputs[port];
      const given = fault.part ? fault.part(graph, node, port, part) : part;
      parts[to][nodes[to].uses.findIndex((use) => use.id === id && use.port === port)] = given;
      grads[to] = grads[to] && !fault.overwrites ? add(grads[to], given) : given;
    });
  }
  if (fault.after) for (const { id } of nodes) if (grads[id]) grads[id] = fault.after(nodes[id], grads[id]);
  return { grads, parts, locals };
}

const inputsOf = ({ inputs }, values) => inputs.map((k) => values[k]);
