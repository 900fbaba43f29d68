// The course_lib calls behind the picture. No DOM.
const ROWS = { rnn: 1, lstm: 4, gru: 3 };
// the rows of w_ih, of w_hh and of b_ih that have a control
const HELD = { rnn: ["", "", ""], lstm: ["[[0, 2]]", "[[2]]", ""], gru: ["[[1, 2]]", "[[2]]", ""] };

const held = {
  rnn: ({ u, w, b }) => [[u], [w], [b]],
  lstm: (s) => [
    [s.input_x, 0, s.u, 0],
    [0, 0, s.w, 0],
    [s.input_bias, s.forget_bias, s.b, s.output_bias],
  ],
  gru: (s) => [
    [0, s.update_x, s.u],
    [0, 0, s.w],
    [s.reset_bias, s.update_bias, s.b],
  ],
};

const list = (values) => `[${values.join(", ")}]`;
// lines that a page can hold
function wrapped(values) {
  const rows = [];
  for (let i = 0; i < values.length; i += 12) rows.push(values.slice(i, i + 12).join(", "));
  return `[${rows.join(",\n     ")}]`;
}

export function python(state, { typed, cell, loss, carrier }) {
  const { clip, max_norm: most } = state;
  const [wIh, wHh, bIh] = held[cell](state);
  const shape = `.reshape(${ROWS[cell]}, 1)`;
  const pair = cell === "lstm";
  const lines = [
    "import numpy as np",
    ...(clip ? ["from course_lib.optim import clip_grad_norm"] : []),
    `from course_lib.rnn import ${cell}, ${cell}_backward`,
    "",
    `x = np.array(\n    ${wrapped(typed.map(({ x }) => x))}, dtype=float\n).reshape(1, -1, 1)  # (N, T, D)`,
    `w_ih = np.array(${list(wIh)}, dtype=float)${shape}`,
    `w_hh = np.array(${list(wHh)}, dtype=float)${shape}`,
    `b_ih = np.array(${list(bIh)}, dtype=float)`,
    `first = ${pair ? "np.zeros((1, 1)), np.zeros((1, 1))  # h and c" : "np.zeros((1, 1))"}`,
    `states, _ = ${cell}(x, first, w_ih, w_hh, b_ih)`,
    "asked = np.zeros(states.shape)",
    `asked[:, ${loss === "each" ? ":" : "-1"}] = 1  # L is ${loss === "each" ? "the sum of all h" : "the last h"}`,
    `by_x, by_first, *by_weights = ${cell}_backward(`,
    `    (asked, ${pair ? "(None, None)" : "None"}), x, first, w_ih, w_hh, b_ih\n)`,
    "for h, grad in zip(states.ravel(), by_x.ravel()):",
    "    print(h, grad)  # h_t and dL/dx_t",
    `print(by_first${pair ? "[1]" : ""}.item())  # dL/d${carrier}_0`,
  ];
  const parts = HELD[cell].map((rows, i) => `by_weights[${i}]${rows}`);
  lines.push(`grads = [${parts.join(", ")}]`);
  lines.push(
    clip ? `print(clip_grad_norm(grads, ${most}))` : "print(np.sqrt(sum((g**2).sum() for g in grads)))",
  );
  lines.push("for grad in grads:", "    print(grad.ravel().tolist())");
  return lines.join("\n");
}
