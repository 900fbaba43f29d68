// A tensor as a table to look at: rows, columns, and what each is called. No DOM.
import { EACH } from "../../rnn/text_explorer/gpt_parameters.js";
import { outer } from "./backward.js";

const [WIDE, LETTERS] = [32, 13]; // numbers in a row of the long ones, characters in a row
export const ENDS = ["embedding", "norm", "logits", "chances"]; // outside of the blocks

// The name of its parameters, and which third of their rows it uses.
const PARAMETERS = {
  embedding: ["embedding"],
  norm1: ["norm1"],
  q: ["qkv", 0],
  k: ["qkv", 1],
  v: ["qkv", 2],
  out: ["out"],
  norm2: ["norm2"],
  up: ["up"],
  down: ["down"],
  norm: ["norm"],
  logits: ["head"],
};
export const hasParameters = (tensor) => Object.hasOwn(PARAMETERS, tensor);
export const parameterOf = ({ tensor, block }) => {
  const [part] = PARAMETERS[tensor];
  return ENDS.includes(tensor) ? `${part}.weight` : `blocks.${block - 1}.${part}.weight`;
};

export const shown = (char) => ({ "\n": "↵", " ": "␣" })[char] ?? char;
const count = (name) => (i) => `${name} ${i + 1}`;

// { rows, columns, values, size, row(i), column(i), letters, sums }: `values` row by row; `size` as torch says it; `letters`
// stand in the cells; `heads`: a row is a head; `sums`: what adds up to what is told, a row or all.
export function viewOf({ tensor, block, head, way, of }, it) {
  const { reading } = it;
  if (of === "parameters" && hasParameters(tensor)) return parametersOf({ tensor, block, way }, it);
  const all = way === "gradient" ? it.grads : reading.all;
  const values = (ENDS.includes(tensor) ? all : all.blocks[block - 1])[tensor];
  const { D, heads, V } = reading;
  const { seen } = reading.all;
  const table = (rows, columns, size, more) => ({ rows, columns, values, size, sums: "row", ...more });
  const letter = (t) => shown(it.model.tokens[it.ids[it.ids.length - seen + t]]);
  if (["logits", "chances"].includes(tensor))
    return table(Math.ceil(V / LETTERS), LETTERS, `(${V})`, {
      letters: it.model.tokens.map(shown),
      sums: "all",
      row: () => "",
      column: () => "",
    });
  if (["scores", "weights"].includes(tensor))
    return table(heads, seen, `(${heads}, ${seen})`, { heads: true, row: count("head"), column: letter });
  if (["keys", "values"].includes(tensor)) {
    const own = values.constructor.from({ length: EACH * seen }, (_, k) => {
      const [i, t] = [Math.floor(k / seen), k % seen];
      return values[t * D + (head - 1) * EACH + i];
    });
    const size = `(${seen}, ${EACH}), head ${head}`;
    return { ...table(EACH, seen, size, { row: count("number"), column: letter }), values: own };
  }
  if (["up", "gelu"].includes(tensor)) return folded(values, WIDE);
  const split = ["q", "k", "v", "turnedQ", "turnedK", "mixed"].includes(tensor);
  if (split)
    return table(heads, EACH, `(${heads}, ${EACH})`, {
      heads: true,
      row: count("head"),
      column: count("number"),
    });
  return folded(values, EACH);
}

// A long one in several rows: only the number of a cell counts.
const folded = (values, columns) => ({
  ...{ rows: values.length / columns, columns, values, size: `(${values.length})`, sums: "all" },
  ...{ row: () => "", column: () => "", number: (r, c) => r * columns + c + 1 },
});

function parametersOf({ tensor, block, way }, it) {
  const { reading, model } = it;
  const { parameters, shapes } = reading;
  const third = PARAMETERS[tensor][1];
  const name = parameterOf({ tensor, block });
  const gradient = way === "gradient";
  const whole = gradient ? gradientOf(name, it) : parameters[name];
  const [outs, ins = 1] = shapes[name];
  const rows = third === undefined ? outs : outs / 3;
  const values = third === undefined ? whole : whole.subarray(third * rows * ins, (third + 1) * rows * ins);
  if (ins === 1) return folded(values, EACH);
  const size = `(${rows}, ${ins})`;
  const of = (i) => (rows === model.tokens.length ? shown(model.tokens[i]) : `output ${i + 1}`);
  const into = count("input");
  if (ins >= rows) return { rows, columns: ins, values, size, sums: "row", row: of, column: into };
  const across = values.constructor.from(
    { length: values.length },
    (_, k) => values[(k % rows) * ins + Math.floor(k / rows)],
  );
  return {
    rows: ins,
    columns: rows,
    values: across,
    size: `${size}, a column an output`,
    sums: "row",
    row: into,
    column: of,
  };
}

function gradientOf(name, { grads, reading: { all, parameters, D } }) {
  if (grads.gains[name]) return grads.gains[name];
  if (grads.products[name]) return outer(grads.products[name]);
  const out = new Float64Array(parameters[name].length); // the embedding: the row of one character
  out.set(grads.embedding, all.id * D);
  return out;
}

// What is told of it: the number under the mark, its row or all together, the least and the largest.
export function numbersOf(view, cell) {
  const { values, columns, sums } = view;
  const at = Math.min(cell, values.length - 1);
  const start = sums === "row" ? at - (at % columns) : 0;
  const part = values.subarray(start, sums === "row" ? start + columns : values.length);
  let [least, largest] = [Infinity, -Infinity];
  for (const v of values) {
    if (v < least) least = v;
    if (v > largest) largest = v;
  }
  return { at, value: values[at], sum: part.reduce((a, b) => a + b, 0), least, largest };
}

// The name of a cell in words.
export function nameOf({ letters, number, row, column, columns }, at) {
  const [r, c] = [Math.floor(at / columns), at % columns];
  if (letters) return letters[at];
  if (number) return `number ${number(r, c)}`;
  return `${row(r)}, ${column(c)}`;
}
