// The course_lib call behind the picture: the lines as they were typed, with Value, or with Tensor for arrays. No DOM.
import { toLists } from "./arrays.js";
import { FUNCTIONS, parse, WORD } from "./language.js";

const wordsOf = (text) => text.match(WORD) ?? [];

export function python(expression, { graph, values }) {
  const { leaves, nodes } = graph;
  const arrays =
    values.some(({ shape }) => shape.length) || nodes.some(({ op }) => /^(@|sum|mean)$/.test(op));
  const kind = arrays ? "Tensor" : "Value";
  const lines = needed(parse(expression));
  const used = FUNCTIONS.filter((name) => nodes.some(({ op }) => op === name));
  const last = lines.at(-1);
  last.name ||= wordsOf(expression).includes("result") ? "result_" : "result";
  const start = ({ id }) =>
    JSON.stringify(toLists(values[id]))
      .replaceAll(",", ", ")
      .replace(/(?<![\d.e-])-?\d+(?![\d.e])/g, "$&.0");
  const inputs = leaves.map(
    (leaf) => `${leaf.name} = ${kind}(${start(leaf)}${arrays ? ", requires_grad=True" : ""})`,
  );
  const computed = lines
    .filter(({ name }) => !leaves.some((leaf) => leaf.name === name))
    .map(({ name, text }) => `${name} = ${leaves.length ? text : `${kind}(${text})`}`.replaceAll("^", "**"));
  return [
    `from course_lib.backprop import ${kind}`,
    "",
    ...inputs,
    ...used.map((name) => `${name} = ${kind}.${name}`),
    ...computed,
    "",
    `${last.name}.backward()`,
    `print(${last.name}${arrays ? ".item()" : ".data"})`,
    ...leaves.map(({ name }) => `print("${name}", ${name}.grad${arrays ? ".tolist()" : ""})`),
  ].join("\n");
}

// The lines that lead to the last one.
function needed(lines) {
  const kept = [];
  const wanted = new Set([lines.at(-1).name]);
  for (const line of lines.toReversed())
    if (wanted.has(line.name)) {
      kept.unshift(line);
      for (const name of wordsOf(line.text)) wanted.add(name);
    }
  return kept;
}
