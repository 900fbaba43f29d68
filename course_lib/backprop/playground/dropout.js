// Inverted dropout: in training a hidden activation is zeroed with probability `rate`, and the others are
// multiplied by 1 / (1 − rate), so that their mean stays and nothing changes at the test.
import { stream } from "../../widgets/ui/streams.js";
import { reserve } from "./net.js";
import { DROPOUT } from "./purposes.js";

// Fills the masks of a batch of n for training step `step`; `rates` is one rate, or one a hidden layer.
export function drawMasks(net, n, rates, seed, step) {
  reserve(net, n);
  net.layers.slice(0, -1).forEach(({ mask, outputs }, k) => {
    const rate = rates[k] ?? rates;
    const rng = stream(seed, DROPOUT, step, k);
    for (let i = 0; i < n * outputs; i += 1) mask[i] = rng.uniform() < rate ? 0 : 1 / (1 - rate);
  });
}
