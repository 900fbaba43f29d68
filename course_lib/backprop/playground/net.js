// A fully connected network over one flat parameter vector. Arrays are Float64Array, matrices row by row:
// weight (outputs, inputs) as in torch.nn.Linear, a batch (N, units).
import { ACTIVATIONS } from "./activations.js";

// network([2, 4, 1], ["tanh", "linear"]): sizes from input to output, one activation a layer.
// `params` and `grads` hold everything, layer by layer, weight then bias; layers[k].weight, .bias,
// .weightGrad and .biasGrad are views into them, so what is written there is the network.
export function network(sizes, activations) {
  const counts = sizes.slice(1).map((outputs, k) => outputs * (sizes[k] + 1));
  const total = counts.reduce((a, b) => a + b, 0);
  const [params, grads] = [new Float64Array(total), new Float64Array(total)];
  let end = 0;
  const layers = counts.map((count, k) => {
    const [start, middle] = [end, end + sizes[k] * sizes[k + 1]];
    end = start + count;
    const [f, slopeOf] = ACTIVATIONS[activations[k]];
    return {
      inputs: sizes[k],
      outputs: sizes[k + 1],
      f,
      slopeOf,
      weight: params.subarray(start, middle),
      bias: params.subarray(middle, end),
      weightGrad: grads.subarray(start, middle),
      biasGrad: grads.subarray(middle, end),
    };
  });
  return { sizes, activations, params, grads, layers, capacity: 0 };
}

// Room for a batch of n: in each layer `a` the activation, `slope` f'(z), `delta` ∂L/∂a, `mask` for dropout.
export function reserve(net, n) {
  if (n <= net.capacity) return;
  net.capacity = n;
  for (const layer of net.layers) {
    for (const name of ["a", "slope", "delta", "mask"]) layer[name] = new Float64Array(n * layer.outputs);
  }
}

// x (n, inputs) → the last layer's `a` (n, outputs), valid until the next call. With `masked`, each hidden
// activation is multiplied by its layer's mask, which dropout.js fills.
export function forward(net, x, n, masked = false) {
  reserve(net, n);
  for (const layer of net.layers) {
    affine(layer, x, n);
    activate(layer, n, masked && layer !== net.layers.at(-1));
    x = layer.a;
  }
  return x;
}

// z = x Wᵀ + b, kept in `a` until it is activated
function affine({ inputs, outputs, weight, bias, a }, x, n) {
  for (let r = 0; r < n; r += 1) {
    const row = r * inputs;
    for (let o = 0; o < outputs; o += 1) {
      const w = o * inputs;
      let z = bias[o];
      for (let i = 0; i < inputs; i += 1) z += weight[w + i] * x[row + i];
      a[r * outputs + o] = z;
    }
  }
}

function activate({ outputs, f, slopeOf, a, slope, mask }, n, masked) {
  for (let k = 0; k < n * outputs; k += 1) {
    const z = a[k];
    const h = f(z);
    const m = masked ? mask[k] : 1;
    a[k] = h * m;
    slope[k] = slopeOf(z, h) * m;
  }
}

// After forward(net, x, n), with ∂L/∂output in the last layer's `delta`: fills net.grads.
export function backward(net, x, n) {
  net.grads.fill(0);
  for (let k = net.layers.length - 1; k >= 0; k -= 1) {
    const below = net.layers[k - 1];
    below?.delta.fill(0, 0, n * below.outputs);
    pull(net.layers[k], below ? below.a : x, below?.delta, n);
  }
}

// One layer: ∂L/∂W += δ xᵀ, ∂L/∂b += δ and, where someone below asks, ∂L/∂x += Wᵀ δ, with δ = ∂L/∂a · f'(z).
function pull({ inputs, outputs, weight, weightGrad, biasGrad, slope, delta }, x, xGrad, n) {
  for (let r = 0; r < n; r += 1) {
    const row = r * inputs;
    for (let o = 0; o < outputs; o += 1) {
      const d = delta[r * outputs + o] * slope[r * outputs + o];
      const w = o * inputs;
      biasGrad[o] += d;
      for (let i = 0; i < inputs; i += 1) weightGrad[w + i] += d * x[row + i];
      if (xGrad) for (let i = 0; i < inputs; i += 1) xGrad[row + i] += d * weight[w + i];
    }
  }
}
