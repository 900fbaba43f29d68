// First weights: each entry gives (rng, fan_in, fan_out) → one weight. Names and formulas of torch.nn.init;
// `kaiming_uniform` is what torch.nn.Linear does by default: both weights and biases U(±1/√fan_in).
import { stream } from "../../widgets/ui/streams.js";
import { WEIGHTS } from "./purposes.js";

const uniform = (rng, bound) => bound * (2 * rng.uniform() - 1);

export const INITIALIZERS = {
  zeros: () => 0,
  normal: (rng) => 0.1 * rng.normal(),
  large_normal: (rng) => rng.normal(),
  uniform: (rng) => uniform(rng, 0.5),
  xavier_uniform: (rng, i, o) => uniform(rng, Math.sqrt(6 / (i + o))),
  xavier_normal: (rng, i, o) => Math.sqrt(2 / (i + o)) * rng.normal(),
  kaiming_normal: (rng, i) => Math.sqrt(2 / i) * rng.normal(),
  kaiming_uniform: (rng, i) => uniform(rng, 1 / Math.sqrt(i)),
};

// Fills the network; each layer has its own stream, so a layer added on top leaves those below as they were.
export function initialize(net, name, seed) {
  const draw = INITIALIZERS[name];
  net.layers.forEach(({ inputs, outputs, weight, bias }, k) => {
    const rng = stream(seed, WEIGHTS, k);
    for (let i = 0; i < weight.length; i += 1) weight[i] = draw(rng, inputs, outputs);
    for (let o = 0; o < outputs; o += 1)
      bias[o] = name === "kaiming_uniform" ? draw(rng, inputs, outputs) : 0;
  });
}
