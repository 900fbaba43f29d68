// exp and tanh, from functions in the text of WebAssembly, put in where a loop calls them: a call for each four numbers would take as
// long as what it computes, and so would the constants, which lie ready before the loop.
import { parse } from "./lists.mjs";

// name → { parameter, body, value } of each function of a module's text
export function bendsOf(text) {
  const functions = parse(text)[0].filter(([word]) => word === "func");
  return Object.fromEntries(
    functions.map(([, name, [, parameter], , ...rest]) => {
      const body = rest.filter(([word]) => word !== "local");
      return [name.slice(1), { parameter, body: body.slice(0, -1), value: body.at(-1) }];
    }),
  );
}

// Instructions that leave the bend of `argument` in the local `to`. constant(kind, number): the local in which four of that number
// lie; own(name): the local that the bend's local becomes.
export function bent({ parameter, body, value }, argument, { to, constant, own }) {
  const here = (tree) => {
    if (!Array.isArray(tree)) return tree;
    const [word, first, ...rest] = tree;
    if (word.endsWith(".splat")) return ["local.get", constant(word, first)];
    if (word.startsWith("local.")) return [word, own(first), ...rest.map(here)];
    return tree.map(here);
  };
  return [["local.set", own(parameter), argument], ...body.map(here), ["local.set", to, here(value)]];
}
