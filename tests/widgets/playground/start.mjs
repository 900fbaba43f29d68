// Where tests of the playground start: settings of a page with few points, and a run without a page.
import { makeData } from "../../../course_lib/backprop/playground/data.js";
import { trainer } from "../../../course_lib/backprop/playground/trainer.js";
import { fixture } from "../fixtures.mjs";

export const STATE = {
  preset: "circle",
  data: "circle",
  points: [],
  n_samples: 46,
  n_classes: 2,
  noise: 0.3,
  train_share: 0.5,
  features: ["x1", "x2"],
  hidden: [4, 2],
  activation: ["tanh", "relu"],
  dropout: [0, 0],
  output_activation: "tanh",
  loss: "mse",
  optimizer: "momentum",
  lr: 0.03,
  momentum: 0.9,
  batch_size: 5,
  l1: 0,
  l2: 0,
  initializer: "kaiming_uniform",
  seed: 3,
  edits: [],
  epochs: 0,
  links: "weights",
  flow: "off",
  point: 0,
  histograms: false,
  discretize: false,
  show_test: false,
  hide: [],
};

const { defaults } = fixture("playground");

// A run with settings of playground_fixtures.py in the trainer's words
export function start(changes) {
  const c = { ...defaults, ...changes };
  const data = makeData({
    name: c.name,
    nSamples: c.n_samples,
    nClasses: c.n_classes,
    noise: c.noise,
    seed: c.seed,
  });
  const run = trainer(data, {
    seed: c.seed,
    features: c.features,
    trainShare: c.train_share,
    hidden: c.hidden,
    activation: c.activation,
    outputActivation: c.output_activation,
    loss: c.loss,
    lossOptions: { delta: 0.5 },
    optimizer: c.optimizer,
    optimizerOptions: c.options,
    initializer: c.initializer,
    batchSize: c.batch_size,
    dropout: c.dropout,
    l1: c.l1,
    l2: c.l2,
  });
  return { run, data, steps: c.steps };
}
