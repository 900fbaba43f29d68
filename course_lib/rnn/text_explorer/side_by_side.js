// Several models that learn the same text, each from as much compute as the others.
import { bigram, bigramLoss } from "./bigram.js";
import { corpus } from "./corpus.js";
import { Training } from "./training.js";
import { Writer } from "./writer.js";

export class SideBySide {
  // models: settings of each, see training.js; `list`: the text is one of lines, see corpus.js.
  constructor({ text, list = false, seed = 0, models }, engine) {
    this.corpus = corpus(text, { list, seed });
    const { train, held, vocabSize } = this.corpus;
    const table = bigram(train, vocabSize);
    this.bigram = { table, loss: bigramLoss(table, held, vocabSize) };
    this.lanes = models.map((settings) => {
      const run = new Training(this.corpus, { seed, ...settings }, engine);
      return { run, writer: new Writer(run.settings, engine), losses: [] };
    });
  }

  // One step of the model that has had least; false if all have had `until` FLOPs.
  step(until) {
    const lane = this.lanes.reduce((least, each) => (each.run.flops < least.run.flops ? each : least));
    if (lane.run.flops >= until) return false;
    lane.losses.push(lane.run.step().loss);
    return true;
  }

  // How far each is, and the mean of its losses since the last look.
  look() {
    return this.lanes.map((lane) => {
      const { losses, run } = lane;
      const loss = losses.length ? losses.reduce((a, b) => a + b) / losses.length : null;
      lane.losses = [];
      return { steps: run.steps, tokens: run.tokens, flops: run.flops, loss };
    });
  }

  // Mean losses over the part that judges, or over its first windows.
  judge(most) {
    return this.lanes.map(({ run }) => run.evaluate(most));
  }

  // What each writes after that beginning.
  write(beginning, length, how) {
    const { encode, decode } = this.corpus.vocabulary;
    const ids = encode(beginning);
    return this.lanes.map(({ run, writer }) => decode(writer.write(run.averaged, ids, length, how)));
  }

  // The scores of each next character after that beginning.
  read(beginning) {
    const ids = this.corpus.vocabulary.encode(beginning);
    return this.lanes.map(({ run, writer }) => writer.read(run.averaged, ids));
  }
}
