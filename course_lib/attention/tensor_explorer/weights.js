// The GPT that was trained beforehand, from the text of its file, which tools/train_gpt_model.mjs writes:
//   hidden, blocks, context    how wide and deep it is, and how far it looks back
//   tokens                     its characters, by number
//   marks                      GFLOP, loss in training since the mark before, validation loss, for each mark of its run
//   weights                    bytes in base64, as trained.js of the text explorer has them
import { gptShapes } from "../../rnn/text_explorer/gpt_parameters.js";
import { sizeOf } from "../../rnn/text_explorer/parameters.js";

export function unpacked(text) {
  const { hidden: hiddenSize, blocks, context: T, tokens, marks, weights } = JSON.parse(text);
  const settings = { hiddenSize, blocks, T, vocabSize: tokens.length, seed: 0 };
  return { settings, tokens: [...tokens], marks, weights: numbers(weights, gptShapes(settings)) };
}

// Of each matrix the scales of its rows, of all else the values, float32; then of each matrix whole numbers, row by row.
function numbers(base64, shapes) {
  const { buffer } = Uint8Array.from(atob(base64), (char) => char.charCodeAt(0));
  const all = Object.values(shapes).flatMap(([rows, columns = 0]) => new Array(rows).fill(columns));
  const reals = new Float32Array(buffer, 0, all.length);
  const whole = new Int8Array(buffer, reals.byteLength);
  const out = new Float64Array(sizeOf(shapes));
  let [at, from] = [0, 0];
  all.forEach((columns, row) => {
    if (!columns) out[at] = reals[row];
    for (let k = 0; k < columns; k += 1) out[at + k] = whole[from + k] * reals[row];
    at += columns || 1;
    from += columns;
  });
  return out;
}
