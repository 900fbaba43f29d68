// The cells by name: how many gates each has, and its step forward and back, after the products; see gates.js.
//
// An engine's loops do it. A run holds, for each step t, arrays of n rows:
//   z[t], fromH[t] (n, gates · H)   what comes from the input and from the state
//   h[t], h[t + 1] (n, H)           the state before and after; c likewise, an LSTM's memory
//   gradH[t] (n, H)                 gradient by h[t];  gradC (n, H): by c[t + 1]
//   toX[t], toH[t]                  gradients by z and by fromH before the cell; one array where they are equal
export const CELLS = {
  rnn: {
    gates: 1,
    step: ({ rnnStep }, { z, fromH, h }, t) => rnnStep(h[t + 1], z[t], fromH[t]),
    back: ({ rnnBack }, { gradH, toX, h }, t) => rnnBack(toX[t], gradH[t + 1], h[t + 1]),
  },
  lstm: {
    gates: 4,
    memory: true,
    step: ({ lstmStep }, { z, fromH, h, c, tanhC, H }, t) =>
      lstmStep(h[t + 1], c[t + 1], tanhC[t], z[t], fromH[t], c[t], H),
    back: ({ lstmBack }, { gradH, gradC, toX, z, c, tanhC, H }, t) =>
      lstmBack(toX[t], gradC, gradH[t + 1], z[t], c[t], tanhC[t], H),
  },
  gru: {
    gates: 3,
    twoSided: true, // r stands between the state's n and the input's
    step: ({ gruStep }, { z, fromH, h, H }, t) => gruStep(h[t + 1], z[t], fromH[t], h[t], H),
    back: ({ gruBack }, { gradH, toX, toH, z, fromH, h, H }, t) =>
      gruBack(toX[t], toH[t], gradH[t], gradH[t + 1], z[t], fromH[t], h[t], H),
  },
};
