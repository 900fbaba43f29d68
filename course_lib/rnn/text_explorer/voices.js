// Who speaks: the counted pairs, or a model with the weights that it has at this moment. The page reads and writes with
// them itself, so that a slider has its answer in the next frame. No DOM.
import { bigram, bigramLoss, countOf, fastest, goOn, settingsOf, Writer } from "./engine.js";

// hidden: undefined for a model's own size.
const settingsFor = ({ vocabSize }, { model: cell, hidden, seed }) =>
  settingsOf({ cell, ...(hidden && { hiddenSize: hidden }), seed, vocabSize });

// Each voice: read(ids) → logits of the next character; write(ids, length, how) → ids.
export function voices() {
  const [engine] = fastest();
  const counted = new WeakMap();
  let made = { key: "" };
  function pairs(known) {
    if (!counted.has(known)) {
      const table = bigram(known.train, known.vocabSize);
      counted.set(known, { table, loss: bigramLoss(table, known.held, known.vocabSize) });
    }
    return counted.get(known);
  }
  function byCounting(known) {
    const { table } = pairs(known);
    const row = (id) => table.subarray(id * known.vocabSize, (id + 1) * known.vocabSize);
    const read = (ids) => Float64Array.from(row(ids.at(-1)), Math.log);
    return { read, write: (ids, length, how) => goOn(read(ids), (id) => read([id]), length, how) };
  }
  function writerFor(known, state) {
    const settings = settingsFor(known, state);
    const key = JSON.stringify(settings);
    if (made.key !== key) {
      const writer = new Writer(settings, engine);
      made = { key, writer, first: writer.model.params.slice() };
    }
    return made;
  }
  function byWeights(known, state, weights) {
    const { writer, first } = writerFor(known, state);
    const params = weights ?? first;
    return {
      read: (ids) => writer.read(params, ids),
      write: (ids, length, how) => writer.write(params, ids, length, how),
    };
  }
  return {
    pairs,
    // how many numbers are learned, or counted
    size: (known, state) =>
      state.model === "bigram" ? known.vocabSize ** 2 : countOf(settingsFor(known, state)),
    of: (known, state, weights) =>
      state.model === "bigram" ? byCounting(known) : byWeights(known, state, weights),
  };
}
