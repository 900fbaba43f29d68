// One formula a line in, one line of HTML out; JSON both ways. book/katex_math.py speaks to it.

import { createInterface } from "node:readline";
import katex from "katex";
import { mend } from "./katex_mathml.mjs";

for await (const line of createInterface({ input: process.stdin })) {
  const { tex, displayMode } = JSON.parse(line);
  let answer;
  try {
    const tree = katex.__renderToDomTree(tex, { displayMode, throwOnError: true, strict: "error" });
    answer = { html: mend(tree).toMarkup() };
  } catch (error) {
    answer = { error: error.message };
  }
  process.stdout.write(`${JSON.stringify(answer)}\n`);
}
