// Every operation of a graph: its value, its local derivatives, what it hands back to each input. No DOM.
import {
  add,
  asColumn,
  asRow,
  full,
  make,
  map,
  product,
  scalar,
  times,
  together,
  total,
  transpose,
  unbroadcast,
  zip,
} from "./arrays.js";

const sigmoid = (v) => (v >= 0 ? 1 / (1 + Math.exp(-v)) : Math.exp(v) / (1 + Math.exp(v)));

// One input, entry by entry: f, and its derivative from input x and output y.
const pointwise = (sign, f, slope) => ({
  sign,
  value: ([a], node) => map(a, (x) => f(x, node)),
  locals: ([a], y, node) => [{ ...a, data: a.data.map((x, i) => slope(x, y.data[i], node)) }],
});

// Two inputs that broadcast. slopes(x, y): the two derivatives.
const pair = (sign, f, slopes) => ({
  sign,
  pair: true,
  value: ([a, b]) => zip(a, b, f),
  locals: ([a, b]) => [0, 1].map((k) => zip(a, b, (x, y) => slopes(x, y)[k])),
});

// All entries to one number, each with the same weight.
const reduction = (sign, weight) => ({
  sign,
  value: ([a]) => scalar(total(a) * weight(a)),
  locals: ([a]) => [full(a.shape, weight(a))],
});

export const OPERATIONS = {
  "+": {
    sign: "+",
    pair: true,
    value: (inputs) => inputs.reduce(add),
    locals: (inputs, y) => inputs.map(() => full(y.shape, 1)),
  },
  "-": pair(
    "−",
    (x, y) => x - y,
    () => [1, -1],
  ),
  "*": pair(
    "×",
    (x, y) => x * y,
    (x, y) => [y, x],
  ),
  "/": pair(
    "÷",
    (x, y) => x / y,
    (x, y) => [1 / y, -x / (y * y)],
  ),
  neg: pointwise(
    "−",
    (x) => -x,
    () => -1,
  ),
  pow: pointwise(
    "^",
    (x, { exponent }) => x ** exponent,
    (x, _y, { exponent }) => (exponent ? exponent * x ** (exponent - 1) : 0),
  ),
  exp: pointwise("exp", Math.exp, (_x, y) => y),
  log: pointwise("log", Math.log, (x) => 1 / x),
  tanh: pointwise("tanh", Math.tanh, (_x, y) => 1 - y * y),
  sigmoid: pointwise("σ", sigmoid, (_x, y) => y * (1 - y)),
  relu: pointwise(
    "relu",
    (x) => Math.max(x, 0),
    (x) => (x > 0 ? 1 : 0),
  ),
  sum: reduction("Σ", () => 1),
  mean: reduction("mean", (a) => 1 / a.data.length),
  "@": {
    sign: "@",
    value: ([a, b]) =>
      make([...a.shape.slice(0, -1), ...b.shape.slice(1)], product(asRow(a), asColumn(b)).data),
    back: ([a, b], g) => {
      const [left, right] = [asRow(a), asColumn(b)];
      const grad = make([left.shape[0], right.shape[1]], g.data);
      return [
        make(a.shape, product(grad, transpose(right)).data),
        make(b.shape, product(transpose(left), grad).data),
      ];
    },
  },
};

// What hinders the operation, in words; "" if nothing does.
export function hindrance(op, inputs) {
  const { pair, sign } = OPERATIONS[op];
  const shapes = inputs.map(({ shape }) => shape);
  const matrices = op === "@";
  if (matrices && !shapes.every((shape) => shape.length))
    return "@ needs vectors or matrices; for numbers write *";
  const joined = matrices
    ? shapes[0].at(-1) === shapes[1][0]
    : !pair || shapes.reduce((a, b) => a && together(a, b));
  const told = shapes.map((shape) => `(${shape}${shape.length === 1 ? "," : ""})`);
  return joined ? "" : `${sign} cannot join the shapes ${told.join(" and ")}`;
}

// What the node hands back to each input: local × upstream, added up where the input was stretched.
export function handBack(node, inputs, upstream, locals) {
  const { back } = OPERATIONS[node.op];
  if (back) return back(inputs, upstream);
  return locals.map((local, k) => unbroadcast(times(local, upstream), inputs[k].shape));
}

export const compute = (node, inputs) => OPERATIONS[node.op].value(inputs, node);
export const localsOf = (node, inputs, value) => OPERATIONS[node.op].locals?.(inputs, value, node) ?? null;
