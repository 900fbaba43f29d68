// The curves of the torch explorer, and the three calls of a training loop. The twin of curves.py. No DOM.

export const CURVES = {
  bowl: { value: (x) => (x - 4) * x + 5, slope: (x) => 2 * x - 4 },
  valleys: {
    value: (x) => (((x / 4 - 2) * x + 5) * x - 4) * x + 3,
    slope: (x) => ((x - 6) * x + 10) * x - 4,
  },
};

const H = 1e-6;
export const difference = (f, x) => (f(x + H) - f(x - H)) / (2 * H);

const LONGEST = 60; // places that the walk remembers

// What each call of torch changes, as settings.
export const CALLS = {
  zero: () => ({ grad: 0 }),
  backward: ({ curve, x, grad }) => ({ grad: grad + CURVES[curve].slope(x) }),
  step: ({ x, grad, lr, path }) => ({ x: x - lr * grad, path: [...path, x].slice(-LONGEST) }),
};

// One turn of the loop, with or without zero_grad().
export function turn(state) {
  const cleared = state.clear ? { ...state, ...CALLS.zero() } : state;
  const sloped = { ...cleared, ...CALLS.backward(cleared) };
  return { grad: sloped.grad, ...CALLS.step(sloped) };
}

// The torch behind the next steps.
export function python({ x, grad, lr, curve, clear }, expressions) {
  return [
    "import torch",
    "",
    `x = torch.tensor(${x}, dtype=torch.float64, requires_grad=True)`,
    `x.grad = torch.tensor(${grad}, dtype=torch.float64)`,
    `optimizer = torch.optim.SGD([x], lr=${lr})`,
    "",
    "for _ in range(10):",
    `    ${clear ? "" : "# "}optimizer.zero_grad()`,
    `    y = ${expressions[curve]}`,
    "    y.backward()",
    "    optimizer.step()",
    "    print(x.item(), x.grad.item())",
  ].join("\n");
}
