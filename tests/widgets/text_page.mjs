// Writes to standard output what a page needs to train the text explorer's models, as one module: globalThis.crew. With
// orders as an argument, what Node makes of them: hashes of the weights, and the table of counted pairs.
import { fileURLToPath } from "node:url";
import { compiled } from "../../course_lib/rnn/text_explorer/compiled.js";
import { SideBySide } from "../../course_lib/rnn/text_explorer/side_by_side.js";
import { bundle } from "../../tools/build_widgets.mjs";

const ENTRY = fileURLToPath(new URL("text_crew_entry.mjs", import.meta.url));
const [orders] = process.argv.slice(2);
if (orders) {
  const { begin, until } = JSON.parse(orders);
  const it = new SideBySide(begin, compiled());
  while (it.step(until));
  console.log(JSON.stringify({ hashes: it.lanes.map(({ run }) => run.hash), pairs: [...it.bigram.table] }));
} else console.log(await bundle(ENTRY));
