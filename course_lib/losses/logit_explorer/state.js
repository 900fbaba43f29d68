// What the logit explorer shows, from its settings alone: probabilities, loss, gradients, code. No DOM.
import {
  binaryCrossEntropyWithLogits,
  binaryCrossEntropyWithLogitsGrad,
  crossEntropy,
  crossEntropyGrad,
  crossEntropyGradProbs,
  naiveSoftmax,
  sigmoid,
  smoothed,
  softmax,
  squaredError,
  squaredErrorGrad,
} from "../logits.js";

const total = (values) => values.reduce((a, b) => a + b, 0);

export function analyse(state) {
  const { target, temperature, smoothing } = state;
  const options = { temperature, smoothing };
  const logits = Float64Array.from(state.logits, (z) => z + state.shift);
  const warm = logits.map((z) => z / temperature);
  const grad = crossEntropyGrad(logits, target, options);
  const loss = crossEntropy(logits, target, options);
  const y = smoothed(logits.length, target, smoothing);
  return {
    logits,
    y,
    grad,
    loss,
    probs: softmax(warm),
    naive: naiveSoftmax(warm),
    gradProbs: crossEntropyGradProbs(logits, target, options),
    bits: loss / Math.LN2,
    perplexity: Math.exp(loss),
    gradSum: total(grad),
    floor: -total(y.map((v) => (v ? v * Math.log(v) : 0))), // entropy of the target: no logits reach below
  };
}

export function analyseBinary({ score, label }) {
  return {
    p: sigmoid(score),
    ce: binaryCrossEntropyWithLogits(score, label),
    ceGrad: binaryCrossEntropyWithLogitsGrad(score, label),
    se: squaredError(score, label),
    seGrad: squaredErrorGrad(score, label),
  };
}

// One step of gradient descent, on the logits or on the one score.
export function descend(state) {
  if (state.mode === "binary") return { score: state.score - state.lr * analyseBinary(state).ceGrad };
  const { grad } = analyse(state);
  return { logits: state.logits.map((z, k) => z - state.lr * grad[k]) };
}

// How far the axis of the logits reaches: 6, and more only where a logit lies beyond.
export function reach(values) {
  const furthest = Math.max(...values.map(Math.abs));
  return [6, 12, 30, 120, 1200].find((v) => furthest <= v) ?? furthest * 1.1;
}

// The course_lib call behind the current picture.
export function python(state) {
  if (state.mode === "binary") {
    return [
      "import numpy as np",
      "from course_lib.losses import binary_cross_entropy_with_logits, binary_cross_entropy_with_logits_grad, sigmoid",
      "",
      `logit, target = np.array([${state.score}]), np.array([${state.label}.0])`,
      "p = sigmoid(logit)",
      "print(binary_cross_entropy_with_logits(logit, target))",
      "print(binary_cross_entropy_with_logits_grad(logit, target))",
      "print((p - target) ** 2, 2 * (p - target) * p * (1 - p))  # squared error and its slope",
    ].join("\n");
  }
  const { logits } = analyse(state);
  const smooth = state.smoothing ? `, label_smoothing=${state.smoothing}` : "";
  const divided = state.temperature === 1 ? "logits" : "logits / temperature";
  return [
    "import numpy as np",
    "from course_lib.losses import cross_entropy, cross_entropy_grad, softmax",
    "",
    `logits, target = np.array([${[...logits].join(", ")}], dtype=float), ${state.target}`,
    ...(state.temperature === 1 ? [] : [`temperature = ${state.temperature}`]),
    `print(softmax(${divided}))`,
    `print(cross_entropy(${divided}, target${smooth}))`,
    `print(cross_entropy_grad(${divided}, target${smooth})${state.temperature === 1 ? "" : " / temperature"})`,
  ].join("\n");
}

// What a link says of classes, logits and target: the three fit together or not at all.
export function agree(patch, state) {
  const { classes, logits, target } = { ...state, ...patch };
  if (classes.length === logits.length && target < logits.length) return patch;
  const { classes: _c, logits: _l, target: _t, ...rest } = patch;
  return rest;
}
