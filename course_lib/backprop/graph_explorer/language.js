// What a learner types, such as h = tanh(w1*x1 + b), as a tree. Never evaluated as code. No DOM.

export const FUNCTIONS = ["exp", "log", "tanh", "sigmoid", "relu", "sum", "mean"];
export const WORD = /[\p{L}_][\p{L}\p{Nd}_]*/gu;
const TOKEN =
  / *(?:#[^\n]*(?=\n|$))?(?:(?<end>[;\n])|(?<number>(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?)|(?<name>[\p{L}_][\p{L}\p{Nd}_]*)|(?<sign>\*\*|[-+*/@^=()[\],]))/uy;

// What is wrong, and at which character.
export class Mistake extends Error {
  constructor(message, at) {
    super(message);
    this.at = at;
  }
}

const plain = (text) =>
  text
    .replace(/[−–]/g, "-")
    .replace(/[·×]/g, "*")
    .replace(/[^\S\n]/g, " ");

// [{ kind, text, at }], with an end of line after the last.
function tokens(text) {
  const whole = plain(text);
  const out = [];
  TOKEN.lastIndex = 0;
  for (let from = 0; ; from = TOKEN.lastIndex) {
    const found = TOKEN.exec(whole);
    if (!found) {
      const rest = whole.slice(from).replace(/^ *(#[^\n]*)?/, "");
      if (rest) throw new Mistake(`${[...rest][0]} means nothing here`, whole.length - rest.length);
      return [...out, { kind: "end", text: "", at: whole.length }];
    }
    const [kind, read] = Object.entries(found.groups).find(([, v]) => v !== undefined);
    out.push({ kind, text: read, at: TOKEN.lastIndex - read.length });
  }
}

// [{ name, tree, text, at }], the last line is the result. A tree is { op, parts, at, text } or { number } or { name } or { lists }.
export function parse(text) {
  const all = tokens(text);
  let i = 0;
  const now = () => all[i];
  const is = (...texts) => now().kind === "sign" && texts.includes(now().text);
  const take = () => all[i++];
  const since = (at) => plain(text).slice(at, all[i - 1].at + all[i - 1].text.length);
  const wanted = (sign, why) => {
    if (!is(sign)) refuse(now(), why);
    return take();
  };
  const grammar = rules({ now, is, take, wanted, since });
  const lines = [];
  while (i < all.length) {
    if (now().kind === "end") {
      take();
      continue;
    }
    lines.push(line({ now, is, take, next: () => all[i + 1], since, grammar }));
  }
  if (lines.length === 0) throw new Mistake("type an expression, such as w*x + b", 0);
  return lines;
}

function line({ now, is, take, next, since, grammar }) {
  const at = now().at;
  let name = "";
  if (now().kind === "name" && next().text === "=") {
    name = take().text;
    take();
  }
  const from = now().at;
  const tree = is("[") ? grammar.list() : grammar.sum();
  if (now().kind === "end") return { name, tree, at, text: since(from) };
  if (now().text === "=") throw new Mistake("on the left of = stands one name", now().at);
  return refuse(now(), `${now().text} is not expected here`);
}

function refuse({ kind, text, at }, why) {
  const joined = kind === "name" || kind === "number";
  throw new Mistake(joined ? `a sign is missing before ${text}: write * for times` : why, at);
}

function rules({ now, is, take, wanted, since }) {
  const chain = (signs, part) => () => {
    const start = now().at;
    let left = part();
    while (is(...signs)) {
      const { text: op, at } = take();
      left = { op, parts: [left, part()], at, text: "" };
      left.text = since(start);
    }
    return left;
  };
  const unary = () => {
    if (!is("-")) return power();
    const { at } = take();
    const part = unary();
    return "number" in part
      ? { number: -part.number, at }
      : { op: "neg", parts: [part], at, text: since(at) };
  };
  const power = () => {
    const start = now().at;
    const base = atom();
    if (!is("^", "**")) return base;
    const { at } = take();
    const exponent = unary();
    if (!("number" in exponent)) throw new Mistake("the exponent must be a number", at + 1);
    return { op: "pow", parts: [base], exponent: exponent.number, at, text: since(start) };
  };
  const term = chain(["*", "/", "@"], unary);
  const sum = chain(["+", "-"], term);
  const atom = () => {
    const { kind, at } = now();
    if (kind === "number") return { number: Number(take().text), at };
    if (kind === "name") return word({ is, take, wanted, since, sum });
    if (is("[")) throw new Mistake("give a list a name first, on a line of its own: x = [1, 2]", at);
    if (!is("(")) throw new Mistake("here a value is missing", at);
    take();
    const inner = sum();
    wanted(")", "here a ) is missing");
    return { ...inner, closed: true };
  };
  const entry = () => {
    if (is("[")) return row();
    const value = unary();
    if (!("number" in value)) throw new Mistake("a list holds numbers", value.at);
    return value.number;
  };
  const row = () => {
    const out = [];
    do {
      take(); // [ or ,
      out.push(entry());
    } while (is(","));
    wanted("]", "here a ] is missing");
    return out;
  };
  const list = () => ({ at: now().at, lists: row() });
  return { sum, list };
}

// A name, or a function of what stands in parentheses.
function word({ is, take, wanted, since, sum }) {
  const { text, at } = take();
  if (FUNCTIONS.includes(text)) {
    if (!is("(")) throw new Mistake(`write ${text}(…)`, at);
    take();
    const inner = sum();
    wanted(")", "here a ) is missing");
    if ("number" in inner) throw new Mistake("give the number a name first", inner.at);
    return { op: text, parts: [inner], at, text: since(at) };
  }
  if (is("("))
    throw new Mistake(`${text} is no function here; there is ${FUNCTIONS.join(", ")}. Times is *`, at);
  return { name: text, at };
}
