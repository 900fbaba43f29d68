// What goes through the network for some points: forward the values, backward the gradients of the loss, layer by layer.
import { backward, forward, network } from "./net.js";
import { netLoss, netLossGrad } from "./net_losses.js";

export const SCALE = { low: -10, high: 4, bins: 56 }; // of gradients: powers of ten, four bars each
export const BARS = 41; // of values; an odd number, so that one bar stands on 0

// gauge(run): a network beside the run's, so that looking does not disturb it. look(row) takes one row of the training
// part, look() all of them, with the weights of this moment and no dropout; it returns { n, loss, layers, grads }, where
// layers[k] has `a` (n, units), `delta` = ∂L/∂z (n, units), weightGrad and biasGrad. L is the mean over the n points.
export function gauge({ net, train, settings, width }) {
  const twin = network(net.sizes, net.activations);
  const inputs = net.sizes[0];
  return {
    look(row = -1) {
      const [from, n] = row < 0 ? [0, train.n] : [Math.min(row, train.n - 1), 1];
      const x = train.x.subarray(from * inputs, (from + n) * inputs);
      const targets = train.targets.subarray(from * width, (from + n) * width);
      twin.params.set(net.params);
      const out = forward(twin, x, n);
      const { loss: name, lossOptions } = settings;
      netLossGrad(name, out, targets, n, width, twin.layers.at(-1).delta, lossOptions);
      backward(twin, x, n);
      const { layers, grads } = twin;
      return { n, from, x, loss: netLoss(name, out, targets, n, width, lossOptions), layers, grads };
    },
  };
}

const sum = (values, f) => values.reduce((total, v) => total + f(v), 0);

// How many of the numbers fall into each of equal bins from low to high; those beyond count in the outermost, what is no
// number in none.
export function histogram(numbers, low, high, bins) {
  const counts = new Array(bins).fill(0);
  for (const v of numbers) {
    const bin = Math.floor(((v - low) / (high - low)) * bins);
    counts[Math.min(Math.max(bin, 0), bins - 1)] += 1;
  }
  return counts;
}

// A round number that reaches as far as all values do, and at least to 1.
export function reach(values) {
  const top = values.reduce((m, v) => Math.max(m, Math.abs(v)), 1);
  const power = 10 ** Math.floor(Math.log10(top));
  return [1, 2, 5, 10].find((digit) => digit * power >= top) * power;
}

// What a gauge has seen, in numbers: `top`, how far the values reach, and for each layer
//   spread   standard deviation of its values
//   norm     length of ∂L/∂W
//   values   how many of its values lie in each of BARS bins from −top to top
//   zeros    how many gradients, one a point and unit, of that point's own loss with respect to z, are exactly 0
//   powers   how large the others are: log₁₀ of their size, in bins of SCALE
export function survey({ layers, n }) {
  const all = layers.map(({ outputs, a }) => a.subarray(0, n * outputs));
  const top = Math.max(...all.map(reach));
  const rows = layers.map(({ delta, weightGrad }, k) => {
    const values = all[k];
    const mean = sum(values, (v) => v) / values.length;
    const sizes = delta.subarray(0, values.length).map((d) => Math.abs(d) * n);
    const others = sizes.filter((d) => d !== 0);
    return {
      spread: Math.sqrt(sum(values, (v) => (v - mean) ** 2) / values.length),
      norm: Math.sqrt(sum(weightGrad, (g) => g * g)),
      values: histogram(values, -top, top, BARS),
      zeros: sizes.length - others.length,
      powers: histogram(others.map(Math.log10), SCALE.low, SCALE.high, SCALE.bins),
    };
  });
  return { top, rows };
}
