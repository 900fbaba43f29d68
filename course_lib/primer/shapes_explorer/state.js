// What the shapes explorer shows, from its settings alone. No DOM.
import { at, combine, counted, fold, gridOf, source } from "./shapes.js";

export const SIGN = { add: "+", sub: "−", mul: "×" };
const name = (shape, [row, column]) =>
  shape.length === 2 ? `[${row}, ${column}]` : shape.length ? `[${column}]` : "";
export const shapeText = (shape) => `(${shape.join(", ")}${shape.length === 1 ? "," : ""})`;

export function analyse(state) {
  const a = counted([state.a_rows, state.a_cols].slice(2 - state.a_axes), 1);
  const b = counted([state.b_rows, state.b_cols].slice(2 - state.b_axes), 10);
  const folds = state.do === "sum";
  const axis = state.axis === "all" ? "all" : Number(state.axis);
  const result = folds ? fold(a, axis, state.keepdims) : combine(state.do, a, b);
  if (result.error) return { a, b, folds, result };
  const [rows, columns] = gridOf(result.shape);
  const pick = [Math.min(state.pick[0], rows - 1), Math.min(state.pick[1], columns - 1)];
  return { a, b, folds, result, pick, ...explained(state.do, a, b, result, pick) };
}

// Which cells of a and b make the picked one, and how.
function explained(what, a, b, result, pick) {
  const value = at(result, ...pick);
  const left = `result${name(result.shape, pick)} =`;
  if (result.parts) {
    const from = result.parts[pick[0] * gridOf(result.shape)[1] + pick[1]];
    return { value, from: { a: from, b: [] }, told: `${left} ${from.map((c) => at(a, ...c)).join(" + ")} =` };
  }
  const [p, q] = [a, b].map(({ shape }) => source(shape, ...pick));
  const sign = SIGN[what];
  const told = `${left} a${name(a.shape, p)} ${sign} b${name(b.shape, q)} = ${at(a, ...p)} ${sign} ${at(b, ...q)} =`;
  return { value, from: { a: [pick], b: [pick] }, told };
}

// The next cell, row after row, and after the last the first again; undefined where there is no result.
export function following({ result, pick }) {
  if (result.error) return undefined;
  const [rows, columns] = gridOf(result.shape);
  const next = pick[0] * columns + pick[1] + 1;
  return next < rows * columns ? [Math.floor(next / columns), next % columns] : [0, 0];
}

const made = ({ shape, values }, factor) => {
  if (!shape.length) return `np.array(${values[0]})`;
  const range = `${factor === 1 ? "" : `${factor} * `}np.arange(1, ${values.length + 1})`;
  return shape.length === 1 ? range : `${range}.reshape(${shape.join(", ")})`;
};

// The NumPy behind the current picture.
export function python(state) {
  const { a, b, folds, result } = analyse(state);
  const axis = state.axis === "all" ? "None" : state.axis;
  const call = folds
    ? `a.sum(axis=${axis}, keepdims=${state.keepdims ? "True" : "False"})`
    : `a ${{ add: "+", sub: "-", mul: "*" }[state.do]} b`;
  return [
    "import numpy as np",
    "",
    `a = ${made(a, 1)}`,
    ...(folds ? [] : [`b = ${made(b, 10)}`]),
    `result = ${call}${result.error ? `  # ${result.error}` : ""}`,
    "print(result.shape)",
    "print(result)",
  ].join("\n");
}
