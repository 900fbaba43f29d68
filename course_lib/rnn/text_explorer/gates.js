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
    for (let k = row, i = 4 * row; k < row + H; k += 1, i += 1) {
      const f = i + H;
      const g = f + H;
      const o = g + H;
      z[i] = sigmoid(z[i] + fromH[i]);
      z[f] = sigmoid(z[f] + fromH[f]);
      z[g] = Math.tanh(z[g] + fromH[g]);
      z[o] = sigmoid(z[o] + fromH[o]);
      memory[k] = z[f] * c[k] + z[i] * z[g];
      bent[k] = Math.tanh(memory[k]);
      after[k] = z[o] * bent[k];
    }
}

// gradC: by the memory after, becomes that by the memory before
export function lstmBack(toX, gradC, grad, z, c, bent, H) {
  for (let row = 0; row < grad.length; row += H)
    for (let k = row, i = 4 * row; k < row + H; k += 1, i += 1) {
      const f = i + H;
      const g = f + H;
      const o = g + H;
      const byC = gradC[k] + grad[k] * z[o] * (1 - bent[k] * bent[k]);
      toX[i] = byC * z[g] * z[i] * (1 - z[i]);
      toX[f] = byC * c[k] * z[f] * (1 - z[f]);
      toX[g] = byC * z[i] * (1 - z[g] * z[g]);
      toX[o] = grad[k] * bent[k] * z[o] * (1 - z[o]);
      gradC[k] = byC * z[f];
    }
}

// (1 − z) n + z h, and n knows of the state what r lets in
export function gruStep(after, z, fromH, h, H) {
  for (let row = 0; row < after.length; row += H)
    for (let k = row, r = 3 * row; k < row + H; k += 1, r += 1) {
      const u = r + H;
      const n = u + H;
      z[r] = sigmoid(z[r] + fromH[r]);
      z[u] = sigmoid(z[u] + fromH[u]);
      z[n] = Math.tanh(z[n] + z[r] * fromH[n]);
      after[k] = z[n] + z[u] * (h[k] - z[n]);
    }
}

// earlier: the gradient by h, to which is added what does not go through the products
export function gruBack(toX, toH, earlier, grad, z, fromH, h, H) {
  for (let row = 0; row < grad.length; row += H)
    for (let k = row, r = 3 * row; k < row + H; k += 1, r += 1) {
      const u = r + H;
      const n = u + H;
      const delta = grad[k] * (1 - z[u]) * (1 - z[n] * z[n]);
      const byR = delta * fromH[n] * z[r] * (1 - z[r]);
      const byU = grad[k] * (h[k] - z[n]) * z[u] * (1 - z[u]);
      toX[r] = byR;
      toX[u] = byU;
      toX[n] = delta;
      toH[r] = byR;
      toH[u] = byU;
      toH[n] = delta * z[r];
      earlier[k] += z[u] * grad[k];
    }
}
