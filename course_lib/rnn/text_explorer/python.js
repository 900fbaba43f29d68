// The course_lib call behind the bars. No DOM.
const ROW = 5; // numbers in a line

export function python(state, { tokens, logits }, flops) {
  const rows = [];
  for (let i = 0; i < logits.length; i += ROW)
    rows.push(`    ${[...logits.slice(i, i + ROW)].map((v) => v).join(", ")},`);
  const { model, temperature, top_k: most, top_p: together } = state;
  const text = JSON.stringify(tokens.join(""));
  const [head, tail] = [text.slice(1, 1 + 40), text.slice(1 + 40, -1)];
  const which = model === "bigram" ? "logarithms of the counted shares" : `${model}, after ${flops} GFLOP`;
  return [
    "import numpy as np",
    "from course_lib.rnn import next_char_distribution",
    "",
    ...(tail ? [`tokens = "${head}"`, `tokens += "${tail}"`] : [`tokens = "${head}"`]),
    `logits = np.array([  # ${which}`,
    ...rows,
    "])",
    `chances = next_char_distribution(logits, ${temperature}, top_k=${most}, top_p=${together})`,
    "for token, chance in zip(tokens, chances):",
    "    print(repr(token), chance)",
  ].join("\n");
}
