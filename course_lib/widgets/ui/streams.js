// Independent random numbers for each purpose of one seed, and shuffles. The twin of mulberry.py.
import { random } from "./random.js";

const bits = (seed) => random(seed).uniform() * 4294967296;

// An independent generator for each purpose and each count: stream(seed, ORDER, epoch). Any epoch can be
// drawn again without the ones before it.
export const stream = (seed, ...keys) => random(keys.reduce((s, k) => bits(bits(s) + k), seed));

// The numbers 0 … n - 1 in random order (Fisher and Yates).
export function permutation(rng, n) {
  const order = new Int32Array(n);
  for (let i = 1; i < n; i += 1) order[i] = i;
  for (let i = n - 1; i > 0; i -= 1) {
    const j = Math.floor(rng.uniform() * (i + 1));
    const held = order[i];
    order[i] = order[j];
    order[j] = held;
  }
  return order;
}
