// What the text explorer's models learn from how much compute, and how fast: held-out nats of RNN, LSTM, GRU and GPT at
// equal FLOPs, and GFLOP/s of the whole training by processor time. The text comes on standard input; `list`: a text of lines.
//
//     python -c "from course_lib.datasets import *; print(load_tiny_shakespeare().text)" \
//         | node benchmarks/text_explorer.mjs 240 540
//     python -c "from course_lib.datasets import *; print(load_names().text)" | node benchmarks/text_explorer.mjs list 36
import { readFileSync } from "node:fs";
import { compiled } from "../course_lib/rnn/text_explorer/compiled.js";
import { plain } from "../course_lib/rnn/text_explorer/plain.js";
import { SideBySide } from "../course_lib/rnn/text_explorer/side_by_side.js";

const CELLS = ["rnn", "lstm", "gru", "gpt"];
const words = process.argv.slice(2);
const list = words.includes("list");
const goals = words.map(Number).filter((goal) => goal > 0); // GFLOP for each model
const text = readFileSync(0, "utf8");

function timed(work) {
  const start = process.cpuUsage().user;
  work();
  return (process.cpuUsage().user - start) / 1e6;
}

for (const [name, engine] of [
  ["WebAssembly", compiled()],
  ["JavaScript, float32", plain(Float32Array)],
  ["JavaScript, float64", plain(Float64Array)],
])
  for (const cell of CELLS) {
    const it = new SideBySide({ text, list, models: [{ cell }] }, engine);
    for (let k = 0; k < 5; k += 1) it.step(Infinity); // compiled by then
    const before = it.lanes[0].run.flops;
    const seconds = timed(() => {
      for (let k = 0; k < 20; k += 1) it.step(Infinity);
    });
    console.log(`${name} ${cell} ${((it.lanes[0].run.flops - before) / seconds / 1e9).toFixed(1)} GFLOP/s`);
  }

const small = list ? { n: 16, T: 16 } : {};
const it = new SideBySide(
  { text, list, models: CELLS.map((cell) => ({ cell, ...(cell !== "gpt" && small) })) },
  compiled(),
);
console.log(`bigram ${it.bigram.loss.toFixed(3)} nats`);
for (const goal of goals) {
  while (it.step(goal * 1e9));
  const losses = it.judge().map((loss, k) => `${CELLS[k]} ${loss.toFixed(3)}`);
  console.log(`after ${goal} GFLOP each: ${losses.join(", ")}`);
}
