// What the loss explorer shows, from its settings alone: fits, residuals, pulls, code. No DOM.

import { gradOf, LOSSES, lossOf, mean, subgradient, sum } from "../regression.js";
import { bestConstant, bestLine, predict, snap } from "./best_fit.js";

export function analyse(state) {
  const x = Float64Array.from(state.points, (p) => p[0]);
  const y = Float64Array.from(state.points, (p) => p[1]);
  const options = { delta: state.delta, q: state.q };
  const [lo, hi] = state.x_range;
  const flat = state.mode === "number";
  const middle = (state.guess[0] + state.guess[1]) / 2;
  const tilt = flat ? 0 : (state.guess[1] - state.guess[0]) / (hi - lo);
  const yours = { intercept: flat ? middle : state.guess[0] - tilt * lo, slope: tilt };
  const yourPredictions = snap(predict(yours, x), y);

  const fits = Object.fromEntries(
    Object.keys(LOSSES).map((loss) => {
      const constant = flat && bestConstant(loss, y, options);
      const line = constant ? { intercept: constant.level, slope: 0 } : bestLine(loss, x, y, options);
      const predictions = snap(predict(line, x), y);
      const value = (p) => mean(lossOf(loss, p, y, options));
      return [
        loss,
        { ...line, ...constant, predictions, best: value(predictions), yours: value(yourPredictions) },
      ];
    }),
  );

  const fit = fits[state.loss];
  const predictions = state.errors === "best" ? fit.predictions : yourPredictions;
  const residuals = predictions.map((p, i) => p - y[i]);
  const pulls = gradOf(state.loss, predictions, y, options);
  const slopes = [...residuals].map((r) => subgradient(state.loss, r, options));
  const shown = state.errors === "best" ? fit.best : fit.yours;
  return {
    x,
    y,
    options,
    flat,
    yours,
    fits,
    fit,
    predictions,
    residuals,
    pulls,
    penalties: lossOf(state.loss, predictions, y, options),
    total: sum(pulls),
    reach: [sum(slopes.map((g) => g[0])), sum(slopes.map((g) => g[1]))], // all sums that the corners allow
    optimal: shown - fit.best <= 1e-9 * (1 + fit.best),
  };
}

// One step of gradient descent on the mean loss, in the heights of the two ends of your fit.
export function descend(state) {
  const { x, pulls } = analyse({ ...state, errors: "yours" });
  const [lo, hi] = state.x_range;
  const share = state.mode === "number" ? () => 1 : (v) => (v - lo) / (hi - lo);
  const right = mean(pulls.map((g, i) => g * share(x[i])));
  const left = state.mode === "number" ? right : mean(pulls.map((g, i) => g * (1 - share(x[i]))));
  const middle = (state.guess[0] + state.guess[1]) / 2;
  const from = state.mode === "number" ? [middle, middle] : state.guess;
  return [from[0] - state.lr * left, from[1] - state.lr * right];
}

// The course_lib call behind the current picture.
export function python(state) {
  const { x, y, flat, predictions } = analyse(state);
  const list = (v) => `np.array([${[...v].join(", ")}])`;
  const option = { huber: `, delta=${state.delta}`, quantile: `, q=${state.q}` }[state.loss] ?? "";
  const name = `${state.loss}_loss`;
  const whose = state.errors === "best" ? `best ${flat ? "constant" : "line"} under this loss` : "your fit";
  return [
    "import numpy as np",
    `from course_lib.losses import ${name}, ${name}_grad`,
    "",
    `x = ${list(x)}`,
    `targets = ${list(y)}`,
    flat
      ? `predictions = np.full(${y.length}, ${predictions[0]})  # ${whose}`
      : `predictions = ${list(predictions)}  # ${whose}`,
    "",
    `print(${name}(predictions, targets${option}))`,
    `print(${name}_grad(predictions, targets, reduction="sum"${option}))`,
  ].join("\n");
}
