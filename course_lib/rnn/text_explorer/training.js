// A run of training that can be stepped, looked at and resumed: equal settings give equal numbers.
import { power } from "../../optim/power.js";
import { modelOf } from "./models.js";
import { everyWindow, windows } from "./windows.js";

// lr: by experiment, each cell's best of a grid on Tiny Shakespeare; embeddingDim 0: one-hot; n: texts side by side;
// T: characters of a window; warmup: steps in which the rate rises; decay: of the averaged weights,
// which are those of about the last eighth of the steps until then.
const OWN = {
  rnn: { lr: 0.004 },
  lstm: { lr: 0.015 },
  gru: { lr: 0.012 },
  gpt: { lr: 0.005, hiddenSize: 48, blocks: 3, n: 4, T: 64, warmup: 80, decay: 0.995 },
};
const EPS = 1e-8; // AdamW's
const DEFAULTS = {
  cell: "gru",
  hiddenSize: 128,
  embeddingDim: 0,
  n: 32,
  T: 32,
  seed: 0,
  warmup: 40,
  max_norm: 1,
  decay: 0.997,
  betas: [0.9, 0.99],
  weight_decay: 0.01,
};

// All settings of a run, from those that differ from a model's own.
export const settingsOf = (options) => ({ ...DEFAULTS, ...OWN[options.cell ?? DEFAULTS.cell], ...options });

// training({ train, held, vocabSize }, settings, engine): texts as numbers; held: the part that judges.
export class Training {
  constructor({ train, held, vocabSize }, options, engine) {
    const settings = { ...settingsOf(options), vocabSize };
    const least = settings.n * settings.T + 1; // characters, to judge by one window
    if (held.length < least || train.length < least)
      throw new RangeError(
        `each part of the text needs ${least} characters, got ${train.length} and ${held.length}`,
      );
    this.settings = settings;
    this.held = held;
    this.model = modelOf(settings, engine);
    this.windows = windows(train, settings);
    this.averaged = this.model.rooms.averaged;
    this.averaged.set(this.model.params);
    this.steps = 0;
  }

  // One window: returns its loss in nats and the norm of the gradient before clipping.
  step() {
    const { model, windows: it } = this;
    it.next();
    model.forward(it.inputs);
    const loss = model.loss(it.targets);
    model.backward();
    model.carryOn();
    const norm = Math.sqrt(model.work.squares(model.grads));
    this.learn(norm);
    return { loss, norm };
  }

  // Clipped AdamW, see optimizers.js. The average is the plain mean of all weights so far, until the newest would count for
  // less than 1 − decay; from then on old ones are forgotten.
  learn(norm) {
    const { settings, steps } = this;
    const { rooms, work } = this.model;
    const [beta1, beta2] = settings.betas;
    const lr = settings.lr * Math.min(1, (steps + 1) / settings.warmup);
    const scale = Math.min(1, settings.max_norm / (norm + 1e-6));
    const shrunk = 1 - lr * settings.weight_decay;
    const rate = lr / (1 - power(beta1, steps + 1));
    const bias = Math.sqrt(1 - power(beta2, steps + 1));
    const moments = [rooms.m, rooms.v, 1 - beta1, 1 - beta2];
    work.adamwStep(rooms.params, rooms.grads, ...moments, scale, shrunk, rate, bias, EPS);
    const decay = Math.min(settings.decay, 1 - 8 / (steps + 8));
    work.towards(rooms.averaged, rooms.params, Math.max(1 - decay, 1 / (steps + 1)));
    this.steps += 1;
  }

  get tokens() {
    return this.steps * this.settings.n * this.settings.T;
  }

  // Six for each multiply-add: forward one product, backward two, each a multiplication and an addition.
  get flops() {
    return 6 * this.model.multiplyAdds * this.steps;
  }

  // Mean loss of the averaged weights over the text that judges, read from its beginning with an empty state; `most`: so
  // many windows are enough.
  evaluate(most = Infinity) {
    const { model, settings, averaged } = this;
    const kept = [model.params, ...model.states].map((part) => part.slice());
    model.params.set(averaged);
    model.forget();
    let [sum, count] = [0, 0];
    for (const { inputs, targets } of everyWindow(this.held, settings)) {
      if (count === most) break;
      model.forward(inputs);
      sum += model.loss(targets);
      count += 1;
      model.carryOn();
    }
    [model.params, ...model.states].forEach((part, k) => part.set(kept[k]));
    return sum / count;
  }

  // One number for all weights: two runs have the same where every bit is the same. (FNV-1a, over words of 32 bits)
  get hash() {
    const { buffer, byteOffset, byteLength } = this.model.params;
    const words = new Uint32Array(buffer, byteOffset, byteLength / 4);
    return words.reduce((hash, word) => Math.imul(hash ^ word, 16777619) >>> 0, 2166136261);
  }

  snapshot() {
    const { model, steps } = this;
    const { m, v } = model.rooms;
    return {
      steps,
      params: model.params.slice(),
      averaged: this.averaged.slice(),
      states: model.states.map((state) => state.slice()),
      places: this.windows.places.slice(),
      moments: [m.slice(), v.slice()],
    };
  }

  restore({ steps, params, averaged, states, places, moments: [m, v] }) {
    this.steps = steps;
    this.model.params.set(params);
    this.averaged.set(averaged);
    this.model.states.forEach((state, k) => state.set(states[k]));
    this.windows.places.set(places);
    this.model.rooms.m.set(m);
    this.model.rooms.v.set(v);
  }
}
