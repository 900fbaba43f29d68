// One step of each cell forward, and one back: lstm_cell, gru_cell and rnn_cell of course_lib, after the products.
//
// A run holds, for each step t, arrays of n rows:
//   z[t] (n, gates · H)      what comes from the input before a step, the gates' values after it, in torch's order
//   fromH[t] (n, gates · H)  what comes from the state
//   h[t], h[t + 1] (n, H)    the state before and after; c likewise, an LSTM's memory
//   gradH[t] (n, H)          gradient by h[t + 1];  gradC (n, H): by c[t + 1]
//   toX[t], toH[t]           gradients by z and by fromH before the cell; one array where they are equal
// σ(z) = (1 + tanh(z / 2)) / 2, so that tanh is the only bend.

export const CELLS = {
  rnn: { gates: 1, step: rnnStep, back: rnnBack },
  lstm: { gates: 4, step: lstmStep, back: lstmBack, memory: true },
  gru: { gates: 3, step: gruStep, back: gruBack, twoSided: true }, // r stands between the state's n and the input's
};

function rnnStep({ z, fromH, h, tanh }, t) {
  const after = h[t + 1];
  for (let k = 0; k < after.length; k += 1) after[k] = z[t][k] + fromH[t][k];
  tanh(after);
}

function rnnBack({ h, gradH, toX }, t) {
  const [grad, delta, after] = [gradH[t], toX[t], h[t + 1]];
  for (let k = 0; k < grad.length; k += 1) delta[k] = grad[k] * (1 - after[k] * after[k]);
}

function lstmStep({ n, H, z, fromH, h, c, tanhC, tanh }, t) {
  const [gates, add, before, after, bent, out] = [z[t], fromH[t], c[t], c[t + 1], tanhC[t], h[t + 1]];
  for (let block = 0, at = 0; block < 4 * n; block += 1) {
    const slope = block % 4 === 2 ? 1 : 0.5; // g is a tanh, i, f and o are sigmoids
    for (const end = at + H; at < end; at += 1) gates[at] = slope * (gates[at] + add[at]);
  }
  tanh(gates);
  for (let row = 0, k = 0, i = 0; row < n; row += 1, i += 3 * H)
    for (let j = 0; j < H; j += 1, k += 1, i += 1) {
      const f = i + H;
      const g = f + H;
      const o = g + H;
      gates[i] = 0.5 + 0.5 * gates[i];
      gates[f] = 0.5 + 0.5 * gates[f];
      gates[o] = 0.5 + 0.5 * gates[o];
      after[k] = gates[f] * before[k] + gates[i] * gates[g];
    }
  bent.set(after);
  tanh(bent);
  for (let row = 0, k = 0, o = 3 * H; row < n; row += 1, o += 3 * H)
    for (let j = 0; j < H; j += 1, k += 1, o += 1) out[k] = gates[o] * bent[k];
}

function lstmBack({ n, H, z, c, tanhC, gradH, gradC, toX }, t) {
  const [gates, delta, before, bent, byH] = [z[t], toX[t], c[t], tanhC[t], gradH[t]];
  for (let row = 0, k = 0, i = 0; row < n; row += 1, i += 3 * H)
    for (let j = 0; j < H; j += 1, k += 1, i += 1) {
      const f = i + H;
      const g = f + H;
      const o = g + H;
      const byC = gradC[k] + byH[k] * gates[o] * (1 - bent[k] * bent[k]);
      delta[i] = byC * gates[g] * gates[i] * (1 - gates[i]);
      delta[f] = byC * before[k] * gates[f] * (1 - gates[f]);
      delta[g] = byC * gates[i] * (1 - gates[g] * gates[g]);
      delta[o] = byH[k] * bent[k] * gates[o] * (1 - gates[o]);
      gradC[k] = byC * gates[f];
    }
}

function gruStep({ n, H, z, fromH, h, tanh }, t) {
  const [gates, add, before, after] = [z[t], fromH[t], h[t], h[t + 1]];
  for (let row = 0, r = 0; row < n; row += 1, r += 3 * H) {
    for (let i = r; i < r + 2 * H; i += 1) gates[i] = 0.5 * (gates[i] + add[i]);
    tanh(gates, r, r + 2 * H);
    for (let i = r; i < r + H; i += 1) {
      gates[i] = 0.5 + 0.5 * gates[i];
      gates[i + H] = 0.5 + 0.5 * gates[i + H];
      gates[i + 2 * H] += gates[i] * add[i + 2 * H];
    }
    tanh(gates, r + 2 * H, r + 3 * H);
  }
  for (let row = 0, k = 0, z = H; row < n; row += 1, z += 2 * H)
    for (let j = 0; j < H; j += 1, k += 1, z += 1)
      after[k] = gates[z + H] + gates[z] * (before[k] - gates[z + H]); // (1 − z) n + z h
}

function gruBack({ n, H, z, fromH, h, gradH, toX, toH }, t) {
  const [gates, byX, byH, add] = [z[t], toX[t], toH[t], fromH[t]];
  const [before, grad, earlier] = [h[t], gradH[t], gradH[t - 1]];
  for (let row = 0, k = 0, r = 0; row < n; row += 1, r += 2 * H)
    for (let j = 0; j < H; j += 1, k += 1, r += 1) {
      const z = r + H;
      const n = z + H;
      const delta = grad[k] * (1 - gates[z]) * (1 - gates[n] * gates[n]);
      byX[r] = delta * add[n] * gates[r] * (1 - gates[r]);
      byX[z] = grad[k] * (before[k] - gates[n]) * gates[z] * (1 - gates[z]);
      byX[n] = delta;
      byH[r] = byX[r];
      byH[z] = byX[z];
      byH[n] = delta * gates[r];
      if (earlier) earlier[k] += gates[z] * grad[k];
    }
}
