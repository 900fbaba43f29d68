// Where runs of the playground end. On standard input: the texts of code.py and a list of settings;
// out come both programs, both losses and all weights of each, and where histograms are shown each
// layer's spread and norm.
import { readFileSync } from "node:fs";
import { pythonCode, torchCode } from "../../../course_lib/backprop/playground/code.js";
import { gauge, survey } from "../../../course_lib/backprop/playground/gauge.js";
import { build, rewind } from "../../../course_lib/backprop/playground/state.js";

const { texts, states } = JSON.parse(readFileSync(0, "utf8"));
const ends = states.map((state) => {
  const run = build(state);
  rewind(run, state);
  run.epoch(state.epochs);
  const [train, test] = ["train", "test"].map((part) => run.evaluate(part).loss); // NaN of an empty part becomes null
  return {
    python: pythonCode(state, texts),
    torch: torchCode(state, texts),
    train,
    test,
    params: [...run.net.params],
    layers: state.histograms && run.train.n ? survey(gauge(run).look()).rows : [],
  };
});
console.log(JSON.stringify(ends));
