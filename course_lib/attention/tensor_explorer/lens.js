// What would come next if the last norm and the head read the residual stream here? And which block decides? No DOM.
import { norm } from "../../rnn/text_explorer/gpt_parts.js";
import { nextCharDistribution } from "../../rnn/text_explorer/sampling.js";

export const STREAM = ["embedding", "middle", "after"];

export function logitsAt(x, { parameters, D, V }) {
  const [normed, plain] = [new Float64Array(D), new Float64Array(D)];
  norm(normed, plain, [0], x, parameters["norm.weight"]);
  const head = parameters["head.weight"];
  return Float64Array.from({ length: V }, (_, k) => {
    let sum = 0;
    for (let i = 0; i < D; i += 1) sum += head[k * D + i] * normed[i];
    return sum;
  });
}

// The three likeliest: [number, chance].
export function likeliest(logits) {
  const chances = nextCharDistribution(logits);
  const order = Array.from(chances, (_, k) => k).sort((a, b) => chances[b] - chances[a]);
  return order.slice(0, 3).map((k) => [k, chances[k]]);
}

// By how much each block moves the difference of the two likeliest logits towards the first.
export function decides(reading) {
  const { all } = reading;
  const [[first], [second]] = likeliest(all.logits);
  const ahead = [all.embedding, ...all.blocks.map(({ after }) => after)].map((x) => {
    const logits = logitsAt(x, reading);
    return logits[first] - logits[second];
  });
  return { first, second, moves: all.blocks.map((_, i) => ahead[i + 1] - ahead[i]) };
}
