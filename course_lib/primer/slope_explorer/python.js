// The Python behind the current picture.

const CURVES = {
  square: ["x**2", "2 * x"],
  cubic: ["x**3 / 3 - x", "x**2 - 1"],
  sine: ["np.sin(x)", "np.cos(x)"],
};
const SURFACES = {
  bowl: ["x1**2 + 2 * x2**2", "[2 * x1, 4 * x2]"],
  saddle: ["x1**2 - x2**2", "[2 * x1, -2 * x2]"],
  product: ["x1 * x2", "[x2, x1]"],
};
const CHAINS = {
  gears: ["3 * x", "2 * u", "3", "2"],
  bend: ["2 * x + 1", "np.tanh(u)", "2", "1 - np.tanh(u) ** 2"],
  square_sine: ["x**2", "np.sin(u)", "2 * x", "np.cos(u)"],
};

const WRITERS = {
  curve: ({ curve, x1, h }) => [
    `f = lambda x: ${CURVES[curve][0]}`,
    `x, h = ${x1}, ${h}`,
    "print((f(x + h) - f(x)) / h)  # by two heights",
    `print(${CURVES[curve][1]})  # the derivative`,
  ],
  surface: ({ surface, x1, x2, h }) => [
    `f = lambda x1, x2: ${SURFACES[surface][0]}`,
    `x1, x2, h = ${x1}, ${x2}, ${h}`,
    "print((f(x1 + h, x2) - f(x1, x2)) / h, (f(x1, x2 + h) - f(x1, x2)) / h)",
    `print(${SURFACES[surface][1]})  # the gradient`,
  ],
  chain: ({ chain, x1 }) => [
    `x = ${x1}`,
    `u = ${CHAINS[chain][0]}`,
    `y = ${CHAINS[chain][1]}`,
    `du_dx, dy_du = ${CHAINS[chain][2]}, ${CHAINS[chain][3]}`,
    "print(u, y)",
    "print(du_dx * dy_du)  # dy/dx, the chain rule",
  ],
};

export const python = (state) => ["import numpy as np", "", ...WRITERS[state.mode](state)].join("\n");
