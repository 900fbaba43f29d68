// WebAssembly text to bytes, as far as the course's kernel needs it: folded instructions, one imported memory, functions.
// `node tools/assemble.mjs` makes kernel.js of kernel.wat; `-- --check` compares without writing. Instructions and their
// codes: WebAssembly Core Specification 2.0, section 5.4.

import { readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

const FOLDER = new URL("../course_lib/rnn/text_explorer/", import.meta.url);
const SIMD = 0xfd; // before the codes above 0xff below
const [I32, F32, MEMORY, LABEL, LOCAL, FUNCTION] = ["i32", "f32", "memory", "label", "local", "function"];
// name → code, what stands behind it, and for memory the alignment as a power of two
const CODES = {
  br: [0x0c, LABEL],
  br_if: [0x0d, LABEL],
  call: [0x10, FUNCTION],
  "local.get": [0x20, LOCAL],
  "local.set": [0x21, LOCAL],
  "local.tee": [0x22, LOCAL],
  "i32.const": [0x41, I32],
  "f32.const": [0x43, F32],
  "i32.eqz": [0x45],
  "i32.lt_u": [0x49],
  "i32.add": [0x6a],
  "i32.sub": [0x6b],
  "i32.shl": [0x74],
  "v128.load": [0x100, MEMORY, 4],
  "v128.load32_splat": [0x109, MEMORY, 2],
  "v128.store": [0x10b, MEMORY, 4],
  "i32x4.splat": [0x111],
  "f32x4.splat": [0x113],
  "f32x4.lt": [0x143],
  "v128.and": [0x14e],
  "v128.or": [0x150],
  "v128.bitselect": [0x152],
  "f32x4.nearest": [0x16a],
  "i32x4.shl": [0x1ab],
  "i32x4.add": [0x1ae],
  "f32x4.abs": [0x1e0],
  "f32x4.add": [0x1e4],
  "f32x4.sub": [0x1e5],
  "f32x4.mul": [0x1e6],
  "f32x4.div": [0x1e7],
  "f32x4.min": [0x1e8],
  "f32x4.max": [0x1e9],
  "i32x4.trunc_sat_f32x4_s": [0x1f8],
};
const TYPES = { i32: 0x7f, f32: 0x7d, v128: 0x7b };
const BLOCKS = { block: 0x02, loop: 0x03 };
const END = 0x0b;

/** Bytes of a module's text. */
export function assemble(text) {
  const [module] = parse(text);
  const part = (kind) => module.filter(([word]) => word === kind);
  const functions = part("func").map(signature);
  const types = [...new Set(functions.map(({ type }) => String(type)))];
  const numbers = new Map(functions.map(({ name }, k) => [name, k]));
  const [[, from, what, [, pages]]] = part("import");
  const exported = functions.flatMap(({ label }, k) => (label ? [[...string(label), 0, ...whole(k)]] : []));
  return Uint8Array.from([
    ...[0, 0x61, 0x73, 0x6d, 1, 0, 0, 0],
    ...section(1, vector(types.map((type) => type.split(",").map(Number)))),
    ...section(2, vector([[...string(from), ...string(what), 2, 0, ...whole(Number(pages))]])),
    ...section(3, vector(functions.map(({ type }) => whole(types.indexOf(String(type)))))),
    ...section(7, vector(exported)),
    ...section(10, vector(functions.map((each) => sized(body(each, numbers))))),
  ]);
}

/** Lists of lists of words; a comment runs from ;; to the end of its line. */
function parse(text) {
  const stack = [[]];
  for (const [word] of text.replace(/;;.*/g, "").matchAll(/[()]|"[^"]*"|[^\s()"]+/g)) {
    if (word === "(") stack.push([]);
    else if (word === ")") {
      const list = stack.pop();
      if (!stack.length) throw new SyntaxError("one ) too many");
      stack.at(-1).push(list);
    } else stack.at(-1).push(word);
  }
  if (stack.length > 1) throw new SyntaxError(`${stack.length - 1} ) missing`);
  return stack[0];
}

function signature([, ...rest]) {
  const name = typeof rest[0] === "string" ? rest.shift() : null;
  const heads = ["export", "param", "result", "local"];
  const of = (kind) => rest.filter(([word]) => word === kind);
  const kinds = (kind, place) => of(kind).map((each) => TYPES[each[place]]);
  return {
    name,
    label: of("export")[0]?.[1],
    type: [0x60, ...vector(kinds("param", 2).map((t) => [t])), ...vector(kinds("result", 1).map((t) => [t]))],
    names: [...of("param"), ...of("local")].map(([, each]) => each),
    locals: kinds("local", 2),
    code: rest.filter(([word]) => !heads.includes(word)),
  };
}

function body({ names, locals, code }, functions) {
  const places = { [LOCAL]: new Map(names.map((name, k) => [name, k])), [FUNCTION]: functions };
  const declared = vector(locals.map((type) => [1, type]));
  return [...declared, ...code.flatMap((each) => instruction(each, places, [])), END];
}

// A folded instruction: first what its operands leave on the stack, then itself. labels: of the blocks around it.
function instruction([word, ...rest], places, labels) {
  if (word in BLOCKS) {
    const inner = rest.slice(1).flatMap((each) => instruction(each, places, [rest[0], ...labels]));
    return [BLOCKS[word], 0x40, ...inner, END];
  }
  if (!(word in CODES)) throw new SyntaxError(`${word} is unknown here`);
  const [code, kind, align] = CODES[word];
  const operands = rest.filter(Array.isArray).flatMap((each) => instruction(each, places, labels));
  const [said] = rest.filter((each) => !Array.isArray(each));
  const itself = code < 0x100 ? [code] : [SIMD, ...whole(code - 0x100)];
  return [...operands, ...itself, ...immediate(kind, said, align, places, labels)];
}

function immediate(kind, said, align, places, labels) {
  if (!kind) return [];
  if (kind === I32) return signed(Number(said) | 0);
  if (kind === F32) return new Uint8Array(Float32Array.of(Number(said)).buffer);
  if (kind === MEMORY) return [align, ...whole(Number(said?.replace("offset=", "") ?? 0))];
  const place = kind === LABEL ? labels.indexOf(said) : (places[kind].get(said) ?? -1);
  if (place < 0) throw new SyntaxError(`no ${kind} ${said}`);
  return whole(place);
}

/** LEB128: seven bits a byte, the highest bit says that more follow. */
function whole(n) {
  return n < 0x80 ? [n] : [(n & 0x7f) | 0x80, ...whole(n >>> 7)];
}

function signed(n) {
  return n >= -0x40 && n < 0x40 ? [n & 0x7f] : [(n & 0x7f) | 0x80, ...signed(n >> 7)];
}

const sized = (bytes) => [...whole(bytes.length), ...bytes];
const section = (number, bytes) => [number, ...sized(bytes)];
const vector = (items) => [...whole(items.length), ...items.flat()];
const string = (quoted) => sized([...Buffer.from(JSON.parse(quoted))]);

/** The module that the page imports: the kernel's bytes as text. */
export function kernelModule() {
  const bytes = assemble(readFileSync(new URL("kernel.wat", FOLDER), "utf8"));
  const text = Buffer.from(bytes).toString("base64");
  return `// Made of kernel.wat by tools/assemble.mjs.\nexport const KERNEL =\n  "${text}";\n`;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const path = new URL("kernel.js", FOLDER);
  const code = kernelModule();
  if (!process.argv.includes("--check")) writeFileSync(path, code);
  process.exit(readFileSync(path, "utf8") === code ? 0 : 1);
}
