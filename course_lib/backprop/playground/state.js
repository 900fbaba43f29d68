// The playground's settings without DOM: what a link may say, the data and the run that they describe.
import { sigmoid } from "../../losses/logits.js";
import { expandFeatures, isRegression, makeData } from "./data.js";
import { forward } from "./net.js";
import { encodeTargets, netLoss, outputWidth, predictedClass } from "./net_losses.js";
import { trainer } from "./trainer.js";

// What acts at the next step; and what is not of the run. A change of any other setting needs a new run.
export const LIVE = ["lr", "momentum", "batch_size", "l1", "l2", "dropout"];
const LOOK = ["flow", "point", "histograms"];
const SIGHT = ["tasks", "task", "all_controls", "revealed"];
const ASIDE = [
  "preset",
  "edits",
  "epochs",
  "links",
  "discretize",
  "show_test",
  "hide",
  ...LOOK,
  ...SIGHT,
  ...LIVE,
];

// Equal for settings that can share a run; without points, equal for data that differ by points drawn by hand.
export const signature = (state, points = true) =>
  JSON.stringify(
    Object.entries(state).filter(([key]) => !ASIDE.includes(key) && (points || key !== "points")),
  );

export const classesOf = ({ data, n_classes }) => (isRegression(data) ? 0 : data === "xor" ? 2 : n_classes);
export const sizesOf = (state) => [
  state.features.length,
  ...state.hidden,
  outputWidth(state.loss, classesOf(state)),
];

export function dataOf(state) {
  const { points, n_classes: nClasses } = state;
  if (state.data !== "own")
    return makeData({
      name: state.data,
      nSamples: state.n_samples,
      nClasses,
      noise: state.noise,
      seed: state.seed,
    });
  return {
    x: Float64Array.from(points.flatMap((p) => p.slice(0, 2))),
    y: Float64Array.from(points, (p) => p[2]),
    n: points.length,
    nClasses,
  };
}

// The settings that a run reads at each step.
export function tune({ settings, optimizer }, state) {
  const dropout = state.dropout.some(Boolean) ? state.dropout : 0;
  Object.assign(settings, { batchSize: state.batch_size, l1: state.l1, l2: state.l2, dropout });
  optimizer.options.lr = state.lr;
  if (["momentum", "nesterov"].includes(state.optimizer)) optimizer.options.momentum = state.momentum;
}

export function build(state, data = dataOf(state)) {
  const run = trainer(data, {
    seed: state.seed,
    features: state.features,
    trainShare: state.train_share,
    hidden: state.hidden,
    activation: state.activation,
    outputActivation: state.output_activation,
    loss: state.loss,
    optimizer: state.optimizer,
    initializer: state.initializer,
  });
  tune(run, state);
  return Object.assign(run, { data });
}

const insideNet = (sizes, [k, o, i]) => k + 1 < sizes.length && o < sizes[k + 1] && i < sizes[k];

// Back to the first weights, as edited by hand.
export function rewind(run, { edits }) {
  run.rewind();
  for (const edit of edits) if (insideNet(run.net.sizes, edit)) run.edit(...edit);
}

// [value, gradient] of a weight, or of a bias with input -1: the gradient of the last batch, or as a gauge sees it.
export function valuesAt({ net }, [k, o, i], seen = null) {
  const { inputs, weight, bias } = net.layers[k];
  const { weightGrad, biasGrad } = (seen ?? net).layers[k];
  return i < 0 ? [bias[o], biasGrad[o]] : [weight[o * inputs + i], weightGrad[o * inputs + i]];
}

// At a point: the class `said`, the `value` behind it (a probability where there is one), the loss against y.
export function ask({ net, data }, { loss, features }, point, y = 0) {
  const width = net.sizes.at(-1);
  const out = forward(net, expandFeatures(point, features), 1).slice(0, width);
  const said = predictedClass(out, 0, width);
  const top = out[said % width];
  const value =
    loss === "cross_entropy"
      ? 1 / out.reduce((sum, z) => sum + Math.exp(z - top), 0)
      : loss[0] === "b"
        ? sigmoid(width === 1 ? out[0] : top)
        : top;
  return { said, value, loss: netLoss(loss, out, encodeTargets(loss, [y], data.nClasses), 1, width) };
}

// What goes along with a change, so that the settings stay a network: patch → the whole patch.
export function completed(state, patch) {
  const next = { ...state, ...patch };
  const out = { ...patch };
  if (patch.data || patch.loss) {
    const numbers = isRegression(next.data);
    if (numbers && !["mse", "l1", "huber"].includes(next.loss)) out.loss = next.loss = "mse";
    // scores and numbers need an output without bounds; ±1 fits tanh
    const squashed = !numbers && ["mse", "l1", "huber"].includes(next.loss);
    const before = !isRegression(state.data) && ["mse", "l1", "huber"].includes(state.loss);
    if (squashed !== before) out.output_activation = squashed ? "tanh" : "linear";
  }
  if (patch.hidden) {
    for (const key of ["activation", "dropout"]) {
      const old = state[key];
      out[key] = patch.hidden.map((_, k) => old[k] ?? old.at(-1) ?? (key === "dropout" ? 0 : "tanh"));
    }
  }
  if (patch.data) out.preset = "";
  if (patch.n_classes) out.points = state.points.map(([a, b, y]) => [a, b, Math.min(y, patch.n_classes - 1)]);
  if (JSON.stringify(sizesOf(state)) !== JSON.stringify(sizesOf({ ...next, ...out }))) out.edits = [];
  return signature({ ...next, ...out }) === signature(state) ? out : { epochs: 0, ...out };
}

// Whether each layer has its activation and its dropout; a kernel tells of them one after the other.
export const whole = ({ hidden, activation, dropout }) =>
  activation.length === hidden.length && dropout.length === hidden.length;

// What a link says of settings that hang together: all of them or none.
export function agree(patch, state) {
  const out = { ...patch };
  const next = { ...state, ...patch };
  const drop = (...keys) => {
    for (const key of keys) delete out[key];
  };
  if (!whole(next)) drop("hidden", "activation", "dropout");
  if (isRegression(next.data) && !["mse", "l1", "huber"].includes(next.loss)) drop("data", "loss");
  if (next.points.some(([, , y]) => y >= next.n_classes)) drop("points", "n_classes");
  return out;
}
