// The course_lib call behind the bars. No DOM.
const [ROW, LETTERS] = [4, 40]; // numbers and characters in a line

export function python(state, { tokens, logits }, flops) {
  const rows = [];
  for (let i = 0; i < logits.length; i += ROW) rows.push(`    ${logits.slice(i, i + ROW).join(", ")},`);
  const { model, temperature, top_k: most, top_p: together } = state;
  const part = (from, to) => JSON.stringify(tokens.slice(from, to).join(""));
  const which = model === "bigram" ? "logarithms of the counted shares" : `${model}, after ${flops} GFLOP`;
  return [
    "import numpy as np",
    "from course_lib.rnn import next_char_distribution",
    "",
    `tokens = ${part(0, LETTERS)}`,
    ...(tokens.length > LETTERS ? [`tokens += ${part(LETTERS)}`] : []),
    `logits = np.array([  # ${which}`,
    ...rows,
    "])",
    `chances = next_char_distribution(logits, ${temperature}, top_k=${most}, top_p=${together})`,
    "for token, chance in zip(tokens, chances):",
    "    print(repr(token), chance)",
  ].join("\n");
}
