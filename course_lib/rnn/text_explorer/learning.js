// One step of learning, for flat arrays: clip_grad_norm, AdamW and AveragedModel of course_lib.
const PART = 256; // numbers summed on their own: so single precision keeps its digits

// Σ g²
export function squares(grads) {
  let sum = 0;
  for (let start = 0; start < grads.length; start += PART) {
    let part = 0;
    for (let k = start; k < Math.min(start + PART, grads.length); k += 1) part += grads[k] * grads[k];
    sum += part;
  }
  return sum;
}

// grads are multiplied by `scale` first. One minus each beta is given, and of the rate and √v what undoes their bias:
// p ← shrunk p − rate m / (√v / bias + eps); see adam in optimizers.js.
export function adamwStep(params, grads, m, v, share1, share2, scale, shrunk, rate, bias, eps) {
  for (let k = 0; k < params.length; k += 1) {
    const g = scale * grads[k];
    const mean = m[k] + share1 * (g - m[k]);
    const square = v[k] + share2 * (g * g - v[k]);
    m[k] = mean;
    v[k] = square;
    params[k] = shrunk * params[k] - (rate * mean) / (Math.sqrt(square) / bias + eps);
  }
}

// A running average of weights.
export function towards(averaged, params, share) {
  for (let k = 0; k < params.length; k += 1) averaged[k] += share * (params[k] - averaged[k]);
}
