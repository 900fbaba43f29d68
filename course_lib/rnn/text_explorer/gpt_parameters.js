// The parameters of the GPT, by name: V characters, width D, blocks; no biases, and a norm has a gain alone.
import { named, spread } from "./parameters.js";

const WIDER = 4; // the middle of a block's second half, in widths
export const EACH = 16; // numbers of one head

export function gptShapes({ vocabSize: V, hiddenSize: D, blocks }) {
  if (D % EACH) throw new RangeError(`the width of a GPT is a multiple of ${EACH}, got ${D}`);
  const block = {
    "norm1.weight": [D],
    "qkv.weight": [3 * D, D],
    "out.weight": [D, D],
    "norm2.weight": [D],
    "up.weight": [WIDER * D, D],
    "down.weight": [D, WIDER * D],
  };
  const all = Array.from({ length: blocks }, (_, i) =>
    Object.entries(block).map(([name, shape]) => [`blocks.${i}.${name}`, shape]),
  );
  return {
    "embedding.weight": [V, D],
    ...Object.fromEntries(all.flat()),
    "norm.weight": [D],
    "head.weight": [V, D],
  };
}

// Gains are 1. What a block adds is 0 at first, so that it begins by handing on what it gets.
export function initializeGpt(flat, shapes, { hiddenSize: D, seed }) {
  const deviations = {
    embedding: 0.5,
    qkv: 1 / Math.sqrt(D),
    up: 1 / Math.sqrt(D),
    head: 0.5 / Math.sqrt(D),
  };
  Object.entries(named(flat, shapes)).forEach(([name, values], k) => {
    const part = name.split(".").at(-2);
    if (part.startsWith("norm")) values.fill(1);
    else spread(values, deviations[part] ?? 0, seed, k);
  });
}
