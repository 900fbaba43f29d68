// A model that was trained beforehand, from the text of its file, which tools/train_text_model.mjs writes:
//   model, hidden, vocabSize   which one it is, by the page's names
//   marks                      GFLOP, loss in training since the mark before, validation loss, for each mark of its run
//   weights                    bytes in base64
// The bytes: of each matrix the scales of its rows, of all else the values, float32; then of each matrix whole numbers from
// -127 to 127, row after row. A weight is such a number times the scale of its row.
import { shapesOf, sizeOf } from "./parameters.js";

export function trained(text) {
  const { marks, weights, model, hidden, vocabSize } = JSON.parse(text);
  const shapes = shapesOf({ cell: model, hiddenSize: hidden, embeddingDim: 0, vocabSize });
  const points = marks.map(([gflop, train, held]) => ({ flops: gflop * 1e9, train, held }));
  return { kind: { model, hidden }, points, weights: unpacked(weights, shapes) };
}

function unpacked(base64, shapes) {
  const { buffer } = Uint8Array.from(atob(base64), (char) => char.charCodeAt(0));
  const all = Object.values(shapes);
  const count = all.reduce((sum, [rows]) => sum + rows, 0);
  const reals = new Float32Array(buffer, 0, count);
  const whole = new Int8Array(buffer, reals.byteLength);
  const out = new Float64Array(sizeOf(shapes));
  let [real, small, at] = [0, 0, 0];
  for (const [rows, columns] of all)
    for (const end = real + rows; real < end; real += 1)
      if (columns)
        for (let k = 0; k < columns; k += 1, at += 1, small += 1) out[at] = whole[small] * reals[real];
      else {
        out[at] = reals[real];
        at += 1;
      }
  return out;
}
