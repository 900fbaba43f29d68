// Writes the losses that the posters of the text explorers draw: of the presets "gru" and "beside". The pages draw the same
// curves.
import { writeFileSync } from "node:fs";
import { compiled } from "../course_lib/rnn/text_explorer/compiled.js";
import { NAMES } from "../course_lib/rnn/text_explorer/names.js";
import { SideBySide } from "../course_lib/rnn/text_explorer/side_by_side.js";

const LIBRARY = new URL("../course_lib/", import.meta.url);
const [BUDGET, MARKS] = [24e9, 40];
const RUNS = {
  "rnn/text_explorer": { held: { cell: "gru", hiddenSize: 64 } },
  "attention/gpt_explorer": { held: { cell: "gpt", hiddenSize: 48 }, rival: { cell: "gru" } },
};

const text = `${NAMES.replaceAll(" ", "\n")}\n`;
for (const [folder, models] of Object.entries(RUNS)) {
  const it = new SideBySide({ text, list: true, models: Object.values(models) }, compiled());
  const names = Object.keys(models);
  const run = { gflop: [], ...Object.fromEntries(names.map((name) => [name, []])) };
  for (let k = 0; k <= MARKS; k += 1) {
    while (it.step((k * BUDGET) / MARKS));
    run.gflop.push(Number((it.lanes[0].run.flops / 1e9).toFixed(3)));
    it.judge().forEach((loss, i) => run[names[i]].push(Number(loss.toFixed(4))));
  }
  writeFileSync(new URL(`${folder}/run.json`, LIBRARY), `${JSON.stringify(run)}\n`);
}
