// Writes the losses of the text explorer's preset "gru" for its poster. The page draws the same curve.
import { writeFileSync } from "node:fs";
import { compiled } from "../course_lib/rnn/text_explorer/compiled.js";
import { NAMES } from "../course_lib/rnn/text_explorer/names.js";
import { SideBySide } from "../course_lib/rnn/text_explorer/side_by_side.js";

const RUN = new URL("../course_lib/rnn/text_explorer/run.json", import.meta.url);
const [BUDGET, MARKS] = [24e9, 40];

const text = `${NAMES.replaceAll(" ", "\n")}\n`;
const it = new SideBySide({ text, list: true, models: [{ cell: "gru", hiddenSize: 64 }] }, compiled());
const run = { gflop: [], held: [] };
for (let k = 0; k <= MARKS; k += 1) {
  while (it.step((k * BUDGET) / MARKS));
  run.gflop.push(Number((it.lanes[0].run.flops / 1e9).toFixed(3)));
  run.held.push(Number(it.judge()[0].toFixed(4)));
}
writeFileSync(RUN, `${JSON.stringify(run)}\n`);
