// The text of the settings, written on character by character, and the reading of its last one. No DOM.
import { draw, nextCharDistribution } from "../../rnn/text_explorer/sampling.js";
import { random } from "../../widgets/ui/random.js";
import { backward } from "./backward.js";
import { Reading } from "./reading.js";

const START = "\n"; // before the first character
const APART = 500; // characters between two marks, from which it reads again after a step back

export class Follower {
  constructor(model, engine) {
    this.model = model;
    this.reading = new Reading(model, engine);
    this.key = null;
  }

  // The same settings write the same; `ids` are read then, and `came` is the number of what comes next. enough(): not all of
  // it now; `steps` are written so far. Of the last character alone every tensor is kept.
  go({ prompt, steps, temperature, seed }, enough = () => false) {
    const beginning = Array.from(START + prompt, (char) => this.model.tokens.indexOf(char));
    const key = JSON.stringify([prompt, temperature, seed]);
    const end = beginning.length + steps;
    if (key !== this.key) Object.assign(this, { key, ids: [], marks: [] });
    const from = this.ids.length;
    if (!from || end < from) this.goBack(end, beginning.length, seed);
    for (let last = false; !last && this.ids.length < end; ) {
      const prompted = this.ids.length < beginning.length;
      last = this.ids.length === end - 1 || (!prompted && enough());
      const id = prompted ? beginning[this.ids.length] : this.came;
      const { at } = this.reading.read([id], last);
      this.ids.push(id);
      if (this.ids.length % APART === 0) this.marks.push(this.reading.mark());
      if (this.ids.length < beginning.length) continue;
      const chances = nextCharDistribution(at.subarray(0, this.reading.V), { temperature });
      this.came = draw(chances, this.rng.uniform());
    }
    if (this.ids.length !== from) this.back = null;
    this.prompted = beginning.length;
    this.steps = this.ids.length - beginning.length;
    return this;
  }

  // To the last mark before the character with this number, or before all.
  goBack(end, prompted, seed) {
    this.marks = this.marks.filter(({ count }) => count < end);
    const mark = this.marks.at(-1);
    const count = mark?.count ?? 0;
    if (mark) this.reading.recall(mark);
    else this.reading.forget();
    this.came = this.ids[count];
    this.ids.length = count;
    this.rng = random(seed);
    for (let drawn = prompted; drawn <= count; drawn += 1) this.rng.uniform();
  }

  // Of the surprise at what came, see backward.js.
  get grads() {
    this.back ??= backward(this.reading, this.came);
    return this.back;
  }

  get chance() {
    return this.reading.all.chances[this.came];
  }
}
