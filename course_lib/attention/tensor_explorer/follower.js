// The text of the settings, written on character by character, and the reading of its last one. No DOM.
import { draw, nextCharDistribution } from "../../rnn/text_explorer/sampling.js";
import { random } from "../../widgets/ui/random.js";
import { backward } from "./backward.js";
import { Reading } from "./reading.js";

const START = "\n"; // before the first character

export class Follower {
  constructor(model, engine) {
    this.model = model;
    this.reading = new Reading(model, engine);
    this.key = null;
  }

  // The same settings write the same; `ids` are read then, and `came` is the number of what comes next.
  go({ prompt, steps, temperature, seed }) {
    const beginning = Array.from(START + prompt, (char) => this.model.tokens.indexOf(char));
    const key = JSON.stringify([prompt, temperature, seed]);
    const end = beginning.length + steps;
    if (key !== this.key || end < this.ids.length) {
      Object.assign(this, { key, ids: [], came: -1, rng: random(seed) });
      this.reading.forget();
    }
    const from = this.ids.length;
    while (this.ids.length < end) {
      const id = beginning[this.ids.length] ?? this.came;
      this.reading.read([id]);
      this.ids.push(id);
      if (this.ids.length < beginning.length) continue;
      const chances = nextCharDistribution(this.reading.all.logits, { temperature });
      this.came = draw(chances, this.rng.uniform());
    }
    if (this.ids.length > from) this.back = null;
    this.prompted = beginning.length;
    return this;
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
