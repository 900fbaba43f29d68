// A loop of parse.mjs to WebAssembly, as lists in the form of its text. Where the innermost loop goes on by one, it takes four
// numbers at a time while there are four, then the rest one by one; a sum that grows, or a Math.max, is kept fourfold until then.
// Names that count or stand in an index are whole numbers; an array is where it lies and how long it is.
import { bent } from "./bends.mjs";
import { byOne, filled, kindsOf, names, walk } from "./kinds.mjs";

const INTEGER = { "+": "i32.add", "-": "i32.sub", "*": "i32.mul" };
const FLOAT = { "+": "add", "-": "sub", "*": "mul", "/": "div" };
const MATH = { "Math.max": "max", "Math.min": "min", "Math.sqrt": "sqrt" };
const LANES = [0, 1, 2, 3];
const get = (name) => ["local.get", `$${name}`];
const put = (name, value) => ["local.set", `$${name}`, value];
const splat = (value) => ["f32x4.splat", value];
const lane = (value, k) => ["f32x4.extract_lane", String(k), value];

// known: of the module around, constants by name, and short functions { parameters, value } that are put in where they are called, as are
// bends, see bends.mjs; fours: all that goes on by one goes on for a multiple of four
export function wat({ name, parameters, body }, known = {}, { bends = {}, fours = false } = {}) {
  const writer = new Writer(body, { parameters, known, bends, fours });
  const { whole, arrays, locals } = writer;
  const instructions = body.flatMap((each) => writer.statement(each, null));
  const param = (x) => [
    ["param", `$${x}`, whole.has(x) || arrays.has(x) ? "i32" : "f32"],
    ...(arrays.has(x) ? [["param", `$${x}.length`, "i32"]] : []),
  ];
  return [
    ...["func", `$${name}`, ["export", `"${name}"`]],
    ...parameters.flatMap(param),
    ...(body.at(-1)[0] === "return" ? [["result", "f32"]] : []),
    ...[...locals].map(([x, type]) => ["local", `$${x}`, type]),
    ...writer.constants.values(),
    ...[...writer.constants.keys()].reverse().map((x) => ["local.set", x]), // from the stack
    ...instructions,
  ];
}

// four: null where numbers are taken one by one, else how far each whole number goes on when all go on by one
class Writer {
  constructor(body, given) {
    Object.assign(this, kindsOf(body), given, {
      locals: new Map(),
      loops: 0,
      constants: new Map(),
      bending: [],
    });
  }

  // The local in which four of a constant lie from the beginning.
  constant(kind, value) {
    const x = `${kind.slice(0, 3)} ${Number(value[1])}`;
    const place = `$${this.local("v128", x)}`;
    this.constants.set(place, [kind, value]);
    return place;
  }

  local(type, x) {
    if (!this.parameters.includes(x)) this.locals.set(x, type);
    return x;
  }

  integer(tree) {
    const [kind, first, ...rest] = tree;
    if (kind === "number") return ["i32.const", String(first)];
    if (kind === "name")
      return typeof this.known[first] === "number" ? ["i32.const", String(this.known[first])] : get(first);
    if (kind === "length") return get(`${first}.length`);
    if (kind === "at") return ["i32.trunc_sat_f32_s", ["f32.load", this.address(first, rest[0])]];
    if (kind === "two" && INTEGER[first]) return [INTEGER[first], ...rest.map((each) => this.integer(each))];
    const [a, b] = kind === "call" && first === "Math.min" ? rest[0].map((each) => this.integer(each)) : [];
    if (a) return ["select", a, b, ["i32.lt_s", a, b]];
    throw new SyntaxError(`${first} is nothing for whole numbers`);
  }

  address(array, index) {
    return ["i32.add", get(array), ["i32.shl", this.integer(index), ["i32.const", "2"]]];
  }

  // how far a whole number goes on when those in `four` go on
  slope(tree, four) {
    const [kind, first, ...rest] = tree;
    if (kind === "name") return four.get(first) ?? 0;
    const parts = names(tree).some((x) => four.get(x)) ? rest.map((each) => this.slope(each, four)) : null;
    if (!parts) return 0;
    if (kind === "two" && first === "+") return parts[0] + parts[1];
    if (kind === "two" && first === "-") return parts[0] - parts[1];
    throw new SyntaxError(`${names(tree).join(", ")}: four numbers must lie side by side`);
  }

  float(tree, four) {
    const type = four ? "f32x4" : "f32";
    const wide = (value) => (four ? splat(value) : value);
    const [kind, first, ...rest] = tree;
    const number = kind === "number" ? first : kind === "name" && this.known[first];
    if (typeof number === "number") {
      const value = ["f32.const", String(number)];
      return four ? ["local.get", this.constant("f32x4.splat", value)] : value;
    }
    if (kind === "length" || (kind === "name" && this.whole.has(first)))
      return wide(["f32.convert_i32_s", this.integer(tree)]);
    if (kind === "name") return get(four ? `${first}.four` : first);
    if (kind === "at") {
      const far = four && this.slope(rest[0], four);
      if (far > 1 || far < 0) throw new SyntaxError(`${first}: four numbers must lie side by side`);
      return [four ? (far ? "v128.load" : "v128.load32_splat") : "f32.load", this.address(first, rest[0])];
    }
    if (kind === "two") return [`${type}.${FLOAT[first]}`, ...rest.map((each) => this.float(each, four))];
    return this.called(first, rest[0], four, type);
  }

  called(name, args, four, type) {
    const short = this.known[name];
    if (short) return this.float(filled(short.value, short.parameters, args), four);
    const values = args.map((each) => this.float(each, four));
    if (MATH[name]) return [`${type}.${MATH[name]}`, ...values];
    const bend = this.bends[name.slice("Math.".length)];
    if (!bend) throw new SyntaxError(`${name} is unknown to a loop`);
    const to = `$${this.local("v128", `bent ${this.bending.length}`)}`;
    const own = (x) => `$${this.local("v128", `bend ${x}`)}`;
    const constant = (...said) => this.constant(...said);
    this.bending.push(...bent(bend, four ? values[0] : splat(values[0]), { to, constant, own }));
    return four ? ["local.get", to] : lane(["local.get", to], 0);
  }

  // Instructions of a statement, behind those of the bends in it.
  statement(tree, four) {
    const instructions = this.written(tree, four);
    return [...this.bending.splice(0), ...instructions];
  }

  written(tree, four) {
    const [kind, first, ...rest] = tree;
    if (kind === "set" && this.whole.has(first)) {
      this.local("i32", first);
      four?.set(first, this.slope(rest[0], four));
      return [put(first, this.integer(rest[0]))];
    }
    if (kind === "set")
      return [
        put(this.local(four ? "v128" : "f32", four ? `${first}.four` : first), this.float(rest[0], four)),
      ];
    if (kind === "store") {
      if (four && this.slope(rest[0], four) !== 1)
        throw new SyntaxError(`${first}: four numbers must lie side by side`);
      return [[four ? "v128.store" : "f32.store", this.address(first, rest[0]), this.float(rest[1], four)]];
    }
    if (kind === "return") return [this.float(first, four)];
    return this.loop(first, ...rest);
  }

  loop(starts, condition, steps, body) {
    const begin = starts.flatMap((each) => this.statement(each, null));
    if (!byOne(steps) || walk(body).some(([kind]) => kind === "for"))
      return [...begin, this.around(condition, [...body, ...steps], null)];
    const [, , counter, end] = condition;
    const three = this.fours ? condition : ["two", "<", ["two", "+", counter, ["number", 3]], end];
    const four = new Map(steps.map(([, x]) => [x, 1]));
    const further = steps.map(([, x]) => ["set", x, ["two", "+", ["name", x], ["number", 4]]]);
    const { before, after } = this.fourfold(body);
    const most = [...begin, ...before, this.around(three, [...body, ...further], four), ...after];
    return this.fours ? most : [...most, this.around(condition, [...body, ...steps], null)];
  }

  around(condition, body, four) {
    const [out, again] = [`$out${this.loops}`, `$again${this.loops++}`];
    const inner = body.flatMap((each) => this.statement(each, four));
    const [, , counter, end] = condition;
    const leave = ["br_if", out, ["i32.ge_s", this.integer(counter), this.integer(end)]];
    return ["block", out, ["loop", again, leave, ...inner, ["br", again]]];
  }

  // What must lie fourfold before a loop, and what becomes of it: sums and maxima first, then what does not change.
  fourfold(body) {
    const sets = body.filter(([kind, x]) => kind === "set" && !this.whole.has(x));
    const growing = sets.filter(([, x, value]) => names(value).includes(x));
    for (const [, x, [kind, sign]] of growing)
      if (!["two +", "two -", "call Math.max"].includes(`${kind} ${sign}`))
        throw new SyntaxError(`${x} may grow by a sum or by Math.max`);
    const own = new Set(sets.map(([, x]) => x));
    const read = new Set(body.flatMap((each) => names(each.at(-1), this.known)));
    const fixed = [...read].filter((x) => !own.has(x) && !this.whole.has(x) && this.known[x] === undefined);
    const start = ([, x, [kind]]) => splat(kind === "two" ? ["f32.const", "0"] : get(x));
    const parts = (x) => LANES.map((k) => lane(get(`${x}.four`), k));
    const joined = (by, [a, b, c, d]) => [by, [by, a, c], [by, b, d]];
    const end = ([, x, [kind]]) =>
      kind === "two" ? ["f32.add", get(x), joined("f32.add", parts(x))] : joined("f32.max", parts(x));
    const four = (x) => this.local("v128", `${x}.four`);
    return {
      before: [
        ...growing.map((each) => put(four(each[1]), start(each))),
        ...fixed.map((x) => put(four(x), splat(get(x)))),
      ],
      after: growing.map((each) => put(each[1], end(each))),
    };
  }
}
