// The loops that the models' folder names in loops.js, as WebAssembly in lists.
import { readFileSync } from "node:fs";
import { runInNewContext } from "node:vm";
import { bendsOf } from "./bends.mjs";
import { expressionOf, functionOf, tokens } from "./parse.mjs";
import { wat } from "./vectors.mjs";

const EXPORTED = /export \{([^}]*)\} from "(.+)";(?: \/\/ (in fours))?/g;
const CONSTANT = /^const (\w+) = (.+);/gm;
const SHORT = /^\(([\w, ]*)\) => (.+)$/;

export function loops(folder) {
  const text = (name) => readFileSync(new URL(name, folder), "utf8");
  const bends = bendsOf(text("bends.wat"));
  return [...text("loops.js").matchAll(EXPORTED)].flatMap(([, list, from, fours]) => {
    const module = text(from);
    const known = knownOf(module);
    return list
      .match(/\w+/g)
      .map((name) => wat(functionOf(tokens(codeOf(name, module))), known, { bends, fours: Boolean(fours) }));
  });
}

function codeOf(name, module) {
  const from = module.indexOf(`function ${name}(`) + "function ".length;
  return module.slice(from, module.indexOf("\n}\n", from) + 2);
}

// Numbers and short functions of a module, by name.
function knownOf(module) {
  const entries = [...module.matchAll(CONSTANT)].flatMap(([, name, said]) => {
    const short = SHORT.exec(said);
    if (short) return [[name, { parameters: short[1].match(/\w+/g), value: expressionOf(tokens(short[2])) }]];
    const value = runInNewContext(said);
    return typeof value === "number" ? [[name, value]] : [];
  });
  return Object.fromEntries(entries);
}
