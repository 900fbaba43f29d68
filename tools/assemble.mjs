// WebAssembly text to bytes, as far as the course's kernel needs it: folded instructions, one imported memory, functions.
// `node tools/assemble.mjs` makes kernel.js of product.wat, bends.wat and the loops that loops.js names; `--check` compares
// without writing, `--text` shows what the loops become.

import { readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { CODES, F32, I32, LABEL, LANE, MEMORY } from "./kernel/codes.mjs";
import { parse, said } from "./kernel/lists.mjs";
import { loops } from "./kernel/loops.mjs";

const FOLDER = new URL("../course_lib/rnn/text_explorer/", import.meta.url);
const TYPES = { i32: 0x7f, f32: 0x7d, v128: 0x7b };
const BLOCKS = { block: 0x02, loop: 0x03 };
const END = 0x0b;

/** Bytes of a module's text; more: functions as lists. */
export function assemble(text, more = []) {
  const module = [...parse(text)[0], ...more];
  const part = (kind) => module.filter(([word]) => word === kind);
  const functions = part("func").map(signature);
  const types = [...new Set(functions.map(({ type }) => String(type)))];
  const [[, from, what, [, pages]]] = part("import");
  const exported = functions.flatMap(({ label }, k) => (label ? [[...string(label), 0, ...whole(k)]] : []));
  return Uint8Array.from([
    ...[0, 0x61, 0x73, 0x6d, 1, 0, 0, 0],
    ...section(1, vector(types.map((type) => type.split(",").map(Number)))),
    ...section(2, vector([[...string(from), ...string(what), 2, 0, ...whole(Number(pages))]])),
    ...section(3, vector(functions.map(({ type }) => whole(types.indexOf(String(type)))))),
    ...section(7, vector(exported)),
    ...section(10, vector(functions.map((each) => sized(body(each))))),
  ]);
}

function signature(all) {
  const rest = all.filter(Array.isArray);
  const heads = ["export", "param", "result", "local"];
  const of = (kind) => rest.filter(([word]) => word === kind);
  const kinds = (kind, place) => of(kind).map((each) => TYPES[each[place]]);
  return {
    label: of("export")[0]?.[1],
    type: [0x60, ...vector(kinds("param", 2).map((t) => [t])), ...vector(kinds("result", 1).map((t) => [t]))],
    names: [...of("param"), ...of("local")].map(([, each]) => each),
    locals: kinds("local", 2),
    code: rest.filter(([word]) => !heads.includes(word)),
  };
}

function body({ names, locals, code }) {
  const places = new Map(names.map((name, k) => [name, k]));
  const runs = locals.reduce((all, type) => {
    if (all.at(-1)?.[1] === type) all.at(-1)[0] += 1;
    else all.push([1, type]);
    return all;
  }, []);
  const declared = vector(runs.map(([count, type]) => [...whole(count), type]));
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
  const itself = code < 0x100 ? [code] : [code < 0x200 ? 0xfd : 0xfc, ...whole(code & 0xff)];
  return [...operands, ...itself, ...immediate(kind, said, align, places, labels)];
}

function immediate(kind, said, align, places, labels) {
  if (!kind) return [];
  if (kind === I32) return signed(Number(said) | 0);
  if (kind === F32) return new Uint8Array(Float32Array.of(Number(said)).buffer);
  if (kind === MEMORY) return [align, ...whole(Number(said?.replace("offset=", "") ?? 0))];
  if (kind === LANE) return [Number(said)];
  const place = kind === LABEL ? labels.indexOf(said) : (places.get(said) ?? -1);
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

// A byte is the number of its character less 40, by 256: so most are single letters, which become smaller on their way than digits do.
const letter = (byte) => {
  const near = String.fromCharCode(((byte + 8) % 256) + 32);
  return /[^ !#-&(-;=-[\]-~]/.test(near) ? String.fromCharCode(near.charCodeAt() + 256) : near;
};

/** The module that the page imports, with the bytes as text. */
export function kernelModule() {
  const product = readFileSync(new URL("product.wat", FOLDER), "utf8");
  const constant = (name, ...parts) =>
    `export const ${name} =\n  "${Array.from(assemble(...parts), letter).join("")}";\n`;
  const all = constant("KERNEL", product, loops(FOLDER));
  return `// Made of product.wat, bends.wat and loops.js by tools/assemble.mjs.\n${constant("PRODUCT", product)}${all}`;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const path = new URL("kernel.js", FOLDER);
  if (process.argv.includes("--text"))
    console.log(
      loops(FOLDER)
        .map((each) => said(each))
        .join("\n\n"),
    );
  const code = kernelModule();
  if (!process.argv.includes("--check")) writeFileSync(path, code);
  process.exit(readFileSync(path, "utf8") === code ? 0 : 1);
}
