// A training run that can be stepped, rewound and resumed: equal settings give equal numbers.
import { optimizer } from "../../optim/optimizers.js";
import { permutation, stream } from "../../widgets/ui/streams.js";
import { expandFeatures, splitRows } from "./data.js";
import { drawMasks } from "./dropout.js";
import { initialize } from "./initializers.js";
import { backward, forward, network } from "./net.js";
import { encodeTargets, netLoss, netLossGrad, outputWidth, predictedClass } from "./net_losses.js";
import { addPenaltyGrad, penalty } from "./penalty.js";
import { ORDER } from "./purposes.js";

// TensorFlow Playground's start. An array in place of one activation or dropout rate gives one a hidden layer.
export const DEFAULTS = {
  seed: 0,
  features: ["x1", "x2"],
  trainShare: 0.5,
  hidden: [4, 2],
  activation: "tanh",
  outputActivation: "tanh",
  loss: "mse",
  lossOptions: { delta: 1 },
  optimizer: "sgd",
  optimizerOptions: { lr: 0.03 },
  initializer: "kaiming_uniform",
  batchSize: 10,
  dropout: 0,
  l1: 0,
  l2: 0,
};

const perLayer = (value, { length }) =>
  Array.from({ length }, (_, k) => (Array.isArray(value) ? value[k] : value));

// One part of the data as the network takes it: { n, rows, x (n, inputs), targets (n, width), y (n) }.
function part({ x, y, nClasses }, rows, { features, loss }) {
  const points = Float64Array.from({ length: 2 * rows.length }, (_, k) => x[2 * rows[k >> 1] + (k % 2)]);
  const labels = Float64Array.from(rows, (r) => y[r]);
  return {
    n: rows.length,
    rows,
    x: expandFeatures(points, features),
    targets: encodeTargets(loss, labels, nClasses),
    y: labels,
  };
}

// trainer(data, settings): data as from makeData, or drawn by hand. Returns an object with
//   net, optimizer, train, test, settings   net.grads and layers[k].weightGrad, .biasGrad: of the last batch,
//                                           penalty included
//   steps, epochs, position                 batches and epochs taken, rows of this epoch used
//   step(), epoch(count)                    one batch; up to the end of an epoch, count times
//   batch()                                 row numbers in the data of the last batch
//   evaluate("train" | "test")              { loss, accuracy, penalty }, dropout off; NaN where a part is empty
//   edit(layer, out, in, value)             sets a weight; in = -1: the bias
//   rewind()                                back to the first weights of the seed, settings as they stand
//   snapshot(), restore(s)                  for a step back
// During the run settings.batchSize, .dropout, .l1 and .l2 may change, and optimizer.options (lr and the rest): they
// are read at each step. For anything else make a new trainer.
export const trainer = (data, options = {}) => new Trainer(data, { ...DEFAULTS, ...options });

class Trainer {
  constructor(data, settings) {
    const { features, hidden, loss, seed } = settings;
    this.classes = data.nClasses;
    this.width = outputWidth(loss, data.nClasses);
    const activations = [...perLayer(settings.activation, hidden), settings.outputActivation];
    this.net = network([features.length, ...hidden, this.width], activations);
    const rows = splitRows(data.n, settings.trainShare, seed);
    this.train = part(data, rows.train, settings);
    this.test = part(data, rows.test, settings);
    this.settings = settings;
    this.optimizer = optimizer(settings.optimizer, this.net.params.length, settings.optimizerOptions);
    this.fresh = this.optimizer.snapshot();
    this.last = this.net.layers.at(-1);
    this.gathered = gatherer(this.train, features.length, this.width);
    this.order = null;
    this.rewind();
  }

  shuffle() {
    this.order = permutation(stream(this.settings.seed, ORDER, this.epochs), this.train.n);
  }

  step() {
    const { net, train, settings, width, gathered } = this;
    if (!train.n) return;
    if (this.position === 0 || !this.order) this.shuffle();
    const n = Math.min(settings.batchSize, train.n - this.position); // the last batch may be smaller
    gathered.fill(this.order, this.position, n);
    const masked = settings.dropout !== 0;
    if (masked) drawMasks(net, n, settings.dropout, settings.seed, this.steps);
    const out = forward(net, gathered.input, n, masked);
    netLossGrad(settings.loss, out, gathered.targets, n, width, this.last.delta, settings.lossOptions);
    backward(net, gathered.input, n);
    if (settings.l1 || settings.l2) addPenaltyGrad(net, settings.l1, settings.l2);
    this.optimizer.step(net.params, net.grads);
    this.steps += 1;
    this.position += n;
    if (this.position === train.n) [this.epochs, this.position] = [this.epochs + 1, 0];
  }

  epoch(count = 1) {
    for (const end = this.epochs + count; this.epochs < end && this.train.n; ) this.step();
  }

  batch() {
    return this.gathered.rows();
  }

  evaluate(which) {
    const { net, settings, width } = this;
    const { n, x, targets, y } = this[which];
    const out = forward(net, x, n);
    let right = 0;
    for (let r = 0; r < n; r += 1) if (predictedClass(out, r, width) === y[r]) right += 1;
    return {
      loss: netLoss(settings.loss, out, targets, n, width, settings.lossOptions),
      accuracy: this.classes ? right / n : NaN,
      penalty: penalty(net, settings.l1, settings.l2),
    };
  }

  edit(layer, out, from, value) {
    const { weight, bias, inputs } = this.net.layers[layer];
    if (from < 0) bias[out] = value;
    else weight[out * inputs + from] = value;
  }

  rewind() {
    initialize(this.net, this.settings.initializer, this.settings.seed);
    this.net.grads.fill(0);
    this.optimizer.restore(this.fresh);
    Object.assign(this, { steps: 0, epochs: 0, position: 0 });
    this.gathered.hold([]);
  }

  snapshot() {
    const { steps, epochs, position, net } = this;
    const [params, grads] = [net.params.slice(), net.grads.slice()];
    return { steps, epochs, position, params, grads, rows: this.batch(), memory: this.optimizer.snapshot() };
  }

  restore({ params, grads, rows, memory, ...counts }) {
    this.net.params.set(params);
    this.net.grads.set(grads);
    this.optimizer.restore(memory);
    Object.assign(this, counts);
    this.gathered.hold(rows);
    this.shuffle();
  }
}

// Rows order[from … from + n) of the training part, side by side in `input` and `targets`; rows(): which they are in
// the data.
function gatherer(train, inputs, width) {
  let picked = new Int32Array(0);
  let held = 0;
  const it = {
    input: new Float64Array(0),
    targets: new Float64Array(0),
    fill(order, from, n) {
      if (it.input.length < n * inputs) it.input = new Float64Array(n * inputs);
      if (it.targets.length < n * width) it.targets = new Float64Array(n * width);
      if (picked.length < n) picked = new Int32Array(n);
      held = n;
      const { input, targets } = it;
      for (let r = 0; r < n; r += 1) {
        const row = order[from + r];
        picked[r] = train.rows[row];
        for (let i = 0; i < inputs; i += 1) input[r * inputs + i] = train.x[row * inputs + i];
        for (let o = 0; o < width; o += 1) targets[r * width + o] = train.targets[row * width + o];
      }
    },
    rows: () => picked.slice(0, held),
    hold(rows) {
      picked = Int32Array.from(rows);
      held = rows.length;
    },
  };
  return it;
}
