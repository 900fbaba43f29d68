// What stands between the products of a GPT: norms, the bend and rotary positions, forward and back.
const LEAST = 1e-5; // added to a variance
const FLAT = Math.sqrt(2 / Math.PI);
const CUBIC = 0.044715;

// y = gain · (x − mean) / deviation for each row of D numbers; `scales` keeps 1 / deviation, `plain` the quotient.
export function norm(y, plain, scales, x, gain) {
  for (let row = 0, start = 0; start < x.length; row += 1, start += gain.length) {
    const end = start + gain.length;
    let mean = 0;
    for (let i = start; i < end; i += 1) mean += x[i];
    mean /= gain.length;
    let squares = 0;
    for (let i = start; i < end; i += 1) squares += (x[i] - mean) * (x[i] - mean);
    const scale = 1 / Math.sqrt(squares / gain.length + LEAST);
    scales[row] = scale;
    for (let i = start, k = 0; i < end; i += 1, k += 1) {
      const quotient = (x[i] - mean) * scale;
      plain[i] = quotient;
      y[i] = quotient * gain[k];
    }
  }
}

// Adds to the gradients by x and by the gain; grad: by y.
export function normBack(gradX, gradGain, grad, plain, scales, gain) {
  for (let row = 0, start = 0; start < grad.length; row += 1, start += gain.length) {
    const end = start + gain.length;
    let sum = 0;
    let along = 0;
    for (let i = start, k = 0; i < end; i += 1, k += 1) {
      const by = grad[i] * gain[k];
      gradGain[k] += grad[i] * plain[i];
      sum += by;
      along += by * plain[i];
    }
    sum /= gain.length;
    along /= gain.length;
    const scale = scales[row];
    for (let i = start, k = 0; i < end; i += 1, k += 1)
      gradX[i] += (grad[i] * gain[k] - sum - plain[i] * along) * scale;
  }
}

// y = x Φ(x), as GELU with approximate="tanh" of torch: x/2 (1 + tanh(√(2/π) (x + 0.044715 x³))); `bent` keeps that tanh.
export function gelu(y, bent, x) {
  for (let i = 0; i < x.length; i += 1) {
    const u = x[i];
    const t = Math.tanh(FLAT * u * (1 + CUBIC * u * u));
    bent[i] = t;
    y[i] = 0.5 * u * (1 + t);
  }
}

// grad: by y, becomes that by x.
export function geluBack(grad, bent, x) {
  for (let i = 0; i < x.length; i += 1) {
    const u = x[i];
    const t = bent[i];
    const slope = FLAT * (1 + 3 * CUBIC * u * u);
    grad[i] *= 0.5 * (1 + t + u * (1 - t * t) * slope);
  }
}

// Turns the first `heads` heads of each row of x, see rotary.js; rows lie `down` apart, n of each position; sign −1 turns back.
export function turnRows(x, cos, sin, n, heads, half, down, sign) {
  for (let at = 0, start = 0; at < cos.length; at += half, start += n * down)
    for (let row = start; row < start + n * down; row += down)
      for (let head = 0, p = row; head < heads; head += 1, p += 2 * half)
        for (let k = at, i = p; k < at + half; k += 1, i += 1) {
          const u = x[i];
          const v = x[i + half];
          const s = sign * sin[k];
          x[i] = u * cos[k] - v * s;
          x[i + half] = u * s + v * cos[k];
        }
}
