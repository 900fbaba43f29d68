// A model that reads one text, character by character, and goes on with it.
import { random } from "../../widgets/ui/random.js";
import { readerOf } from "./models.js";
import { draw, nextCharDistribution } from "./sampling.js";

export class Writer {
  constructor(settings, engine) {
    this.model = readerOf(settings, engine);
  }

  // The scores of what comes after these characters, read with an empty state by a model of these weights.
  read(params, ids) {
    this.model.params.set(params);
    this.model.prepare();
    this.model.forget();
    let logits = null;
    for (const id of ids) logits = this.next(id);
    return logits;
  }

  next(id) {
    const { model } = this;
    const { at } = model.read([id]);
    model.carryOn();
    return at.slice(0, model.V);
  }

  // `length` numbers after those of the beginning. The same seed draws the same.
  write(params, beginning, length, how) {
    return goOn(this.read(params, beginning), (id) => this.next(id), length, how);
  }
}

// Draws, lets next(id) score what comes after it, and draws again.
export function goOn(logits, next, length, { seed, ...how }) {
  const rng = random(seed);
  const written = [];
  for (let scores = logits; written.length < length; scores = next(written.at(-1)))
    written.push(draw(nextCharDistribution(scores, how), rng.uniform()));
  return written;
}
