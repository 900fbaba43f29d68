// The arithmetic of the models in WebAssembly, in float32: the same four names as plain.js.
import { KERNEL } from "./kernel.js";
import { PANEL, whole } from "./matrix.js";

const PAGE = 65536; // bytes
const BYTES = 4; // of a number

// The engine, to be called with sizes as plain(…) is; an error where WebAssembly or its vectors are not allowed.
export function compiled() {
  const module = new WebAssembly.Module(Uint8Array.from(atob(KERNEL), (char) => char.charCodeAt(0)));
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
    return { rooms, ...work(instance(module, memory)) };
  };
}

const instance = (module, memory) => new WebAssembly.Instance(module, { course: { memory } }).exports;

const work = ({ multiply, exp, tanh }) => ({
  // C += A B. The last panel is whole, so C needs room for it: hidden sizes are multiples of 8.
  multiply(c, a, b) {
    const columns = whole(b.columns);
    if (c.down < columns) throw new RangeError(`sizes must be multiples of ${PANEL}, got rows of ${c.down}`);
    const [left, right] = [a, b].map(({ at }) => at.byteOffset);
    const steps = [a.down, a.across].map((numbers) => numbers * BYTES);
    multiply(c.at.byteOffset, c.down * BYTES, left, ...steps, right, a.rows, columns / PANEL, b.rows);
  },
  exp: (x, from = 0, to = x.length) => exp(x.byteOffset + BYTES * from, x.byteOffset + BYTES * to),
  tanh: (x, from = 0, to = x.length) => tanh(x.byteOffset + BYTES * from, x.byteOffset + BYTES * to),
});
