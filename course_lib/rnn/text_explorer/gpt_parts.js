// What stands between the products of a GPT: norms and the bend, forward and back.
const LEAST = 1e-5; // added to a variance
const [FLAT, CUBIC] = [Math.sqrt(2 / Math.PI), 0.044715];

// y = gain · (x − mean) / deviation for each row of D numbers; `scales` keeps 1 / deviation, `plain` the quotient.
export function norm(y, plain, scales, x, gain) {
  const D = gain.length;
  for (let row = 0, start = 0; start < x.length; row += 1, start += D) {
    const end = start + D;
    let mean = 0;
    for (let i = start; i < end; i += 1) mean += x[i];
    mean /= D;
    let squares = 0;
    for (let i = start; i < end; i += 1) squares += (x[i] - mean) * (x[i] - mean);
    const scale = 1 / Math.sqrt(squares / D + LEAST);
    scales[row] = scale;
    for (let i = start, k = 0; i < end; i += 1, k += 1) {
      plain[i] = (x[i] - mean) * scale;
      y[i] = plain[i] * gain[k];
    }
  }
}

// Adds to the gradients by x and by the gain; grad: by y.
export function normBack(gradX, gradGain, grad, plain, scales, gain) {
  const D = gain.length;
  for (let row = 0, start = 0; start < grad.length; row += 1, start += D) {
    const end = start + D;
    let [sum, along] = [0, 0];
    for (let i = start, k = 0; i < end; i += 1, k += 1) {
      gradGain[k] += grad[i] * plain[i];
      const by = grad[i] * gain[k];
      sum += by;
      along += by * plain[i];
    }
    sum /= D;
    along /= D;
    const scale = scales[row];
    for (let i = start, k = 0; i < end; i += 1, k += 1)
      gradX[i] += (grad[i] * gain[k] - sum - plain[i] * along) * scale;
  }
}

// y = x Φ(x), as GELU with approximate="tanh" of torch: x/2 (1 + tanh(√(2/π) (x + 0.044715 x³))); `bent` keeps that tanh.
export function gelu(y, bent, x, tanh) {
  for (let i = 0; i < x.length; i += 1) bent[i] = FLAT * x[i] * (1 + CUBIC * x[i] * x[i]);
  tanh(bent);
  for (let i = 0; i < x.length; i += 1) y[i] = 0.5 * x[i] * (1 + bent[i]);
}

// grad: by y, becomes that by x.
export function geluBack(grad, bent, x) {
  for (let i = 0; i < x.length; i += 1) {
    const t = bent[i];
    const slope = FLAT * (1 + 3 * CUBIC * x[i] * x[i]);
    grad[i] *= 0.5 * (1 + t + x[i] * (1 - t * t) * slope);
  }
}
