// The arithmetic of the models in WebAssembly, in float32: the same names as plain.js.
import { KERNEL, PRODUCT } from "./kernel.js";
import { PANEL, packing, whole } from "./matrix.js";

const PAGE = 65536; // bytes
const BYTES = 4; // of a number

// The engine, to be called with sizes as plain(…) is; an error where WebAssembly or its vectors are not allowed.
export const compiled = () => engineOf(KERNEL, calledAll);

// The same with products alone compiled: these loops run as they are.
export const compiledProducts = (loops) => engineOf(PRODUCT, () => loops);

// code: a letter for each byte, see tools/assemble.mjs; loopsOf: the engine's loops, from what the module exports beside the product
function engineOf(code, loopsOf) {
  const module = new WebAssembly.Module(Uint8Array.from(code, (letter) => letter.charCodeAt() - 40));
  instance(module, new WebAssembly.Memory({ initial: 1 })); // WebKit asks its policy only here
  return (sizes) => {
    const room = (size) => BYTES * whole(size); // each begins at a multiple of 32 bytes
    const total = Object.values(sizes).reduce((sum, size) => sum + room(size), 0);
    const memory = new WebAssembly.Memory({ initial: Math.ceil(total / PAGE) });
    let end = 0;
    const place = ([name, size]) => {
      const start = end;
      end += room(size);
      return [name, new Float32Array(memory.buffer, start, size)];
    };
    const rooms = Object.fromEntries(Object.entries(sizes).map(place));
    const { multiply, ...exported } = instance(module, memory);
    const loops = loopsOf(exported);
    return { rooms, ...loops, pack: packing(loops), multiply: product(multiply) };
  };
}

const instance = (module, memory) => new WebAssembly.Instance(module, { course: { memory } }).exports;

// C = keep C + A B, keep 0 or 1. The last panel is whole, so C needs room for it: hidden sizes are multiples of 8.
const product =
  (multiply) =>
  (c, a, b, keep = 1) => {
    const columns = whole(b.columns);
    if (c.down < columns) throw new RangeError(`sizes must be multiples of ${PANEL}, got rows of ${c.down}`);
    const [to, right] = [c.at.byteOffset, b.at.byteOffset];
    const [down, along, across] = [c.down * BYTES, a.down * BYTES, a.across * BYTES];
    multiply(to, down, a.at.byteOffset, along, across, right, a.rows, columns / PANEL, b.rows, keep);
  };

const calledAll = (exported) =>
  Object.fromEntries(Object.entries(exported).map(([name, loop]) => [name, called(loop)]));

// For an array a loop takes where it lies and how long it is.
function called(loop) {
  const all = Array(loop.length).fill(0); // made once: a GPT's step has hundreds of calls
  return (...args) => {
    let end = 0;
    for (const each of args)
      if (typeof each === "number") all[end++] = each;
      else {
        all[end++] = each.byteOffset;
        all[end++] = each.length;
      }
    return loop(...all);
  };
}
