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

// z = x Wᵀ + b, kept in `a` until it is activated. The rows of a batch are the innermost loop, here and on the way
// back: layers are narrow, and a weight that is read once serves the whole batch.
function affine({ inputs, outputs, weight, bias, a }, x, n) {
  const end = n * outputs;
  for (let o = 0; o < outputs; o += 1) {
    const b = bias[o];
    for (let at = o; at < end; at += outputs) a[at] = b;
    for (let i = 0; i < inputs; i += 1) {
      const w = weight[o * inputs + i];
      for (let at = o, from = i; at < end; at += outputs, from += inputs) a[at] += w * x[from];
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

// After forward(net, x, n), with ∂L/∂output in the last layer's `delta`: fills net.grads, and leaves ∂L/∂z in `delta`.
export function backward(net, x, n) {
  for (let k = net.layers.length - 1; k >= 0; k -= 1) {
    const below = net.layers[k - 1];
    below?.delta.fill(0, 0, n * below.outputs);
    const layer = net.layers[k];
    stem(layer, n);
    if (below) pull(layer, below.a, below.delta, n);
    else gather(layer, x, n);
  }
}

// δ = ∂L/∂z = ∂L/∂a · f'(z), and ∂L/∂b, its sum
function stem({ outputs, slope, delta, biasGrad }, n) {
  const end = n * outputs;
  for (let o = 0; o < outputs; o += 1) {
    let sum = 0;
    for (let at = o; at < end; at += outputs) {
      delta[at] *= slope[at];
      sum += delta[at];
    }
    biasGrad[o] = sum;
  }
}

// One layer: ∂L/∂W = δᵀ x, and for the layer below ∂L/∂x += δ W
function pull({ inputs, outputs, weight, weightGrad, delta }, x, xGrad, n) {
  const end = n * outputs;
  for (let o = 0; o < outputs; o += 1) {
    for (let i = 0; i < inputs; i += 1) {
      const w = weight[o * inputs + i];
      let sum = 0;
      for (let at = o, from = i; at < end; at += outputs, from += inputs) {
        const d = delta[at];
        sum += d * x[from];
        xGrad[from] += d * w;
      }
      weightGrad[o * inputs + i] = sum;
    }
  }
}

// The first layer: nobody asks for ∂L/∂x.
function gather({ inputs, outputs, weightGrad, delta }, x, n) {
  const end = n * outputs;
  for (let o = 0; o < outputs; o += 1) {
    for (let i = 0; i < inputs; i += 1) {
      let sum = 0;
      for (let at = o, from = i; at < end; at += outputs, from += inputs) sum += delta[at] * x[from];
      weightGrad[o * inputs + i] = sum;
    }
  }
}
