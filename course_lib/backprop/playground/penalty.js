// l1 Σ|w| + l2/2 Σw² over the weights, not the biases, added to the loss.

export function penalty(net, l1, l2) {
  let total = 0;
  for (const { weight } of net.layers) for (const w of weight) total += l1 * Math.abs(w) + (l2 / 2) * w * w;
  return total;
}

// Adds its gradient to net.grads; at w = 0 the slope of |w| is taken as 0, as torch does.
export function addPenaltyGrad(net, l1, l2) {
  for (const { weight, weightGrad } of net.layers) {
    for (let i = 0; i < weight.length; i += 1) weightGrad[i] += l1 * Math.sign(weight[i]) + l2 * weight[i];
  }
}
