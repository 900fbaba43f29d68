// What stands between the products of a recurrent cell, forward and back: rnn_cell, lstm_cell and gru_cell of course_lib. All
// arrays have n rows. z (n, gates · H) comes from the input and becomes the gates' values, in torch's order; fromH comes from
// the state, h (n, H) before and `after`; toX and toH are the gradients by z and by fromH.
const sigmoid = (z) => 0.5 + 0.5 * Math.tanh(0.5 * z);

export function rnnStep(after, z, fromH) {
  for (let k = 0; k < after.length; k += 1) after[k] = Math.tanh(z[k] + fromH[k]);
}

// grad: by `after`
export function rnnBack(toX, grad, after) {
  for (let k = 0; k < grad.length; k += 1) toX[k] = grad[k] * (1 - after[k] * after[k]);
}

// c: the memory, c[t] before and `memory` after; bent: its tanh
export function lstmStep(after, memory, bent, z, fromH, c, H) {
  for (let row = 0; row < after.length; row += H)
    for (let k = row, atI = 4 * row; k < row + H; k += 1, atI += 1) {
      const atF = atI + H;
      const atG = atF + H;
      const atO = atG + H;
      const i = sigmoid(z[atI] + fromH[atI]);
      const f = sigmoid(z[atF] + fromH[atF]);
      const g = Math.tanh(z[atG] + fromH[atG]);
      const o = sigmoid(z[atO] + fromH[atO]);
      const kept = f * c[k] + i * g;
      const shown = Math.tanh(kept);
      z[atI] = i;
      z[atF] = f;
      z[atG] = g;
      z[atO] = o;
      memory[k] = kept;
      bent[k] = shown;
      after[k] = o * shown;
    }
}

// gradC: by the memory after, becomes that by the memory before
export function lstmBack(toX, gradC, grad, z, c, bent, H) {
  for (let row = 0; row < grad.length; row += H)
    for (let k = row, atI = 4 * row; k < row + H; k += 1, atI += 1) {
      const atF = atI + H;
      const atG = atF + H;
      const atO = atG + H;
      const i = z[atI];
      const f = z[atF];
      const g = z[atG];
      const o = z[atO];
      const shown = bent[k];
      const byO = grad[k] * o;
      const byC = gradC[k] + byO * (1 - shown * shown);
      toX[atI] = byC * g * i * (1 - i);
      toX[atF] = byC * c[k] * f * (1 - f);
      toX[atG] = byC * i * (1 - g * g);
      toX[atO] = byO * shown * (1 - o);
      gradC[k] = byC * f;
    }
}

// (1 − u) n + u h, and n knows of the state what r lets in
export function gruStep(after, z, fromH, h, H) {
  for (let row = 0; row < after.length; row += H)
    for (let k = row, atR = 3 * row; k < row + H; k += 1, atR += 1) {
      const atU = atR + H;
      const atN = atU + H;
      const r = sigmoid(z[atR] + fromH[atR]);
      const u = sigmoid(z[atU] + fromH[atU]);
      const n = Math.tanh(z[atN] + r * fromH[atN]);
      z[atR] = r;
      z[atU] = u;
      z[atN] = n;
      after[k] = n + u * (h[k] - n);
    }
}

// earlier: the gradient by h, to which is added what does not go through the products
export function gruBack(toX, toH, earlier, grad, z, fromH, h, H) {
  for (let row = 0; row < grad.length; row += H)
    for (let k = row, atR = 3 * row; k < row + H; k += 1, atR += 1) {
      const atU = atR + H;
      const atN = atU + H;
      const r = z[atR];
      const u = z[atU];
      const n = z[atN];
      const by = grad[k];
      const byN = by * (1 - u) * (1 - n * n);
      const byR = byN * fromH[atN] * r * (1 - r);
      const byU = by * (h[k] - n) * u * (1 - u);
      toX[atR] = byR;
      toX[atU] = byU;
      toX[atN] = byN;
      toH[atR] = byR;
      toH[atU] = byU;
      toH[atN] = byN * r;
      earlier[k] += u * by;
    }
}
