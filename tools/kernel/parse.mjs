// The part of JavaScript in which the loops of the page's models are written, as trees: functions of arrays and numbers, with
// for, const, let, + - * / <, .length and Math. What a tree looks like: see the lists below.

const TOKEN = /\/\/.*|\s+|([A-Za-z_]\w*|\d[\w.]*(?:e[+-]\d+)?|=>|[-+*/]=|[-+*/=<(){}[\];,.])/y;
const STRENGTH = { "<": 1, "+": 2, "-": 2, "*": 3, "/": 3 };

export function tokens(text) {
  const found = [];
  TOKEN.lastIndex = 0;
  while (TOKEN.lastIndex < text.length) {
    const from = TOKEN.lastIndex;
    const match = TOKEN.exec(text);
    if (!match) throw new SyntaxError(`not for a loop: ${text.slice(from, from + 20)}`);
    if (match[1]) found.push(match[1]);
  }
  return found;
}

// { name, parameters, body } of `function name(…) { … }`, from the tokens that begin with its name
export function functionOf(words) {
  const read = reader(words);
  const name = read.next();
  const parameters = read.list("(", ")", read.next);
  return { name, parameters, body: block(read) };
}

export const expressionOf = (words) => expression(reader(words));

function reader(words) {
  let at = 0;
  const read = {
    see: () => words[at],
    next: () => words[at++],
    take(word) {
      if (words[at] !== word) return false;
      at += 1;
      return true;
    },
    need(word) {
      if (!read.take(word))
        throw new SyntaxError(`${word} expected, got ${words.slice(at, at + 4).join(" ")}`);
    },
    list(open, close, item) {
      read.need(open);
      const items = [];
      while (!read.take(close)) {
        items.push(item());
        read.take(",");
      }
      return items;
    },
  };
  return read;
}

function block(read) {
  if (!read.take("{")) return [statement(read)];
  const all = [];
  while (!read.take("}")) all.push(statement(read));
  return all;
}

// ["for", [set…], condition, [set…], body]   ["return", value]
// ["set", name, value]   ["store", array, index, value]
function statement(read) {
  if (read.take("for")) {
    read.need("(");
    read.need("let");
    const starts = sets(read);
    read.need(";");
    const condition = expression(read);
    read.need(";");
    const steps = sets(read);
    read.need(")");
    return ["for", starts, condition, steps, block(read)];
  }
  const returns = read.take("return");
  const found = returns ? ["return", expression(read)] : set(read);
  read.need(";");
  return found;
}

function sets(read) {
  const all = [set(read)];
  while (read.take(",")) all.push(set(read));
  return all;
}

function set(read) {
  if (!read.take("const")) read.take("let");
  const to = primary(read);
  const sign = read.next();
  const value = expression(read);
  const all = sign === "=" ? value : ["two", sign[0], to, value];
  return to[0] === "at" ? ["store", to[1], to[2], all] : ["set", to[1], all];
}

// ["two", sign, left, right], and what primary gives
function expression(read, least = 0) {
  let left = primary(read);
  while (STRENGTH[read.see()] > least) {
    const sign = read.next();
    left = ["two", sign, left, expression(read, STRENGTH[sign])];
  }
  return left;
}

// ["number", n]   ["name", name]   ["at", array, index]   ["length", array]   ["call", function, arguments]
function primary(read) {
  if (read.take("-")) return ["two", "-", ["number", 0], primary(read)];
  if (read.take("(")) {
    const inner = expression(read);
    read.need(")");
    return inner;
  }
  let name = read.next();
  if (/^\d/.test(name)) return ["number", Number(name)];
  if (read.take(".")) name += `.${read.next()}`;
  if (name.endsWith(".length")) return ["length", name.slice(0, -7)];
  if (read.see() === "(") return ["call", name, read.list("(", ")", () => expression(read))];
  if (!read.take("[")) return ["name", name];
  const index = expression(read);
  read.need("]");
  return ["at", name, index];
}
