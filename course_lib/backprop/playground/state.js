// The playground's settings without DOM: what a link may say, the data and the run that they describe.
import { sigmoid } from "../../losses/logits.js";
import { expandFeatures, isRegression, makeData } from "./data.js";
import { forward } from "./net.js";
import { encodeTargets, netLoss, outputWidth, predictedClass } from "./net_losses.js";
import { trainer } from "./trainer.js";

// A change of one of BUILT needs a new run; LIVE ones act at the next step.
const BUILT = [
  "data",
  "points",
  "n_samples",
  "n_classes",
  "noise",
  "train_share",
  "features",
  "hidden",
  "activation",
  "output_activation",
  "loss",
  "optimizer",
  "initializer",
  "seed",
];
export const LIVE = ["lr", "momentum", "batch_size", "l1", "l2", "dropout"];
export const KEYS = [
  "preset",
  ...BUILT,
  ...LIVE,
  "edits",
  "epochs",
  "links",
  "discretize",
  "show_test",
  "hide",
];

// Equal for settings that can share a run; without points, equal for data that differ by points drawn by hand.
export const signature = (state, points = true) =>
  JSON.stringify(BUILT.map((k) => (k !== "points" || points) && state[k]));

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
    x: Float64Array.from(points.flat()),
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

// [value, gradient of the last batch] of a weight, or of a bias with input -1.
export function valuesAt({ net }, [k, o, i]) {
  const { inputs, weight, bias, weightGrad, biasGrad } = net.layers[k];
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

// From a link, or nowhere: only what makes sense is let in. `limits` key → [low, high, whole?], `most` key →
// [fewest, most] entries of a list, `words` key → { name: … } are Python's.
export function valid(patch, state, { limits, most, words, presets }) {
  const number = ([low, high, whole], v) =>
    typeof v === "number" && v >= low && v <= high && (!whole || Number.isInteger(v));
  const numbers = (v, ...each) =>
    Array.isArray(v) && v.length === each.length && each.every((limit, i) => number(limit, v[i]));
  const one = (key, v) => {
    if (key === "points") return numbers(v, [-6, 6], [-6, 6], [0, 4, 1]);
    if (key === "edits") return numbers(v, [0, 6, 1], [0, 7, 1], [-1, 7, 1], [-1e3, 1e3]);
    if (key === "preset") return v === "" || Object.hasOwn(presets, v);
    return limits[key]
      ? number(limits[key], v)
      : words[key]
        ? Object.hasOwn(words[key], v)
        : typeof v === "boolean";
  };
  const fits = ([key, v]) =>
    KEYS.includes(key) &&
    (!most[key]
      ? one(key, v)
      : Array.isArray(v) &&
        v.length >= most[key][0] &&
        v.length <= most[key][1] &&
        v.every((e) => one(key, e)));
  const out = Object.fromEntries(Object.entries(patch).filter(fits));
  const next = { ...state, ...out };
  const drop = (...keys) => {
    for (const key of keys) delete out[key];
  };
  if (new Set(next.features).size < next.features.length) drop("features");
  if (next.activation.length !== next.hidden.length || next.dropout.length !== next.hidden.length)
    drop("hidden", "activation", "dropout");
  if (isRegression(next.data) && !["mse", "l1", "huber"].includes(next.loss)) drop("data", "loss");
  if (next.points.some(([, , y]) => y >= next.n_classes)) drop("points", "n_classes");
  return out;
}
