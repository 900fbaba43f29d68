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
export function trainer(data, options = {}) {
  const settings = { ...DEFAULTS, ...options };
  const { features, hidden, loss, lossOptions } = settings;
  const width = outputWidth(loss, data.nClasses);
  const net = network(
    [features.length, ...hidden, width],
    [...perLayer(settings.activation, hidden), settings.outputActivation],
  );
  const parts = splitRows(data.n, settings.trainShare, settings.seed);
  const [train, test] = [parts.train, parts.test].map((r) => part(data, r, settings));
  const opt = optimizer(settings.optimizer, net.params.length, settings.optimizerOptions);
  const fresh = opt.snapshot();
  const last = net.layers.at(-1);
  let input = new Float64Array(0);
  let targets = new Float64Array(0);
  let order = null;
  let picked = new Int32Array(0); // rows in the data of the last batch, the first `held`
  let held = 0;

  // rows order[from … from + n) of the training part, side by side
  function gather(from, n) {
    if (input.length < n * features.length) input = new Float64Array(n * features.length);
    if (targets.length < n * width) targets = new Float64Array(n * width);
    if (picked.length < n) picked = new Int32Array(n);
    held = n;
    for (let r = 0; r < n; r += 1) {
      const row = order[from + r];
      picked[r] = train.rows[row];
      for (let i = 0; i < features.length; i += 1)
        input[r * features.length + i] = train.x[row * features.length + i];
      for (let o = 0; o < width; o += 1) targets[r * width + o] = train.targets[row * width + o];
    }
  }

  const shuffle = () => {
    order = permutation(stream(settings.seed, ORDER, run.epochs), train.n);
  };

  const run = {
    net,
    optimizer: opt,
    train,
    test,
    settings,
    steps: 0,
    epochs: 0,
    position: 0,
    step() {
      if (!train.n) return;
      if (run.position === 0 || !order) shuffle();
      const n = Math.min(settings.batchSize, train.n - run.position); // the last batch may be smaller
      gather(run.position, n);
      const masked = settings.dropout !== 0;
      if (masked) drawMasks(net, n, settings.dropout, settings.seed, run.steps);
      netLossGrad(loss, forward(net, input, n, masked), targets, n, width, last.delta, lossOptions);
      backward(net, input, n);
      if (settings.l1 || settings.l2) addPenaltyGrad(net, settings.l1, settings.l2);
      opt.step(net.params, net.grads);
      run.steps += 1;
      run.position += n;
      if (run.position === train.n) [run.epochs, run.position] = [run.epochs + 1, 0];
    },
    epoch(count = 1) {
      for (const end = run.epochs + count; run.epochs < end && train.n; ) run.step();
    },
    batch: () => picked.slice(0, held),
    evaluate(which) {
      const { n, x, targets: wanted, y } = run[which];
      const out = forward(net, x, n);
      let right = 0;
      for (let r = 0; r < n; r += 1) if (predictedClass(out, r, width) === y[r]) right += 1;
      return {
        loss: netLoss(loss, out, wanted, n, width, lossOptions),
        accuracy: data.nClasses ? right / n : NaN,
        penalty: penalty(net, settings.l1, settings.l2),
      };
    },
    edit(layer, out, from, value) {
      const { weight, bias, inputs } = net.layers[layer];
      if (from < 0) bias[out] = value;
      else weight[out * inputs + from] = value;
    },
    rewind() {
      initialize(net, settings.initializer, settings.seed);
      net.grads.fill(0);
      opt.restore(fresh);
      Object.assign(run, { steps: 0, epochs: 0, position: 0 });
      held = 0;
    },
    snapshot: () => ({
      steps: run.steps,
      epochs: run.epochs,
      position: run.position,
      params: net.params.slice(),
      grads: net.grads.slice(),
      rows: run.batch(),
      memory: opt.snapshot(),
    }),
    restore({ params, grads, rows, memory, ...counts }) {
      net.params.set(params);
      net.grads.set(grads);
      opt.restore(memory);
      Object.assign(run, counts);
      [picked, held] = [rows.slice(), rows.length];
      shuffle();
    },
  };
  run.rewind();
  return run;
}
