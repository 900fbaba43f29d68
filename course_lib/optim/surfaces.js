// The bent landscapes of surfaces.py, value and gradient at (x, y). No DOM.

export const rosenbrock = {
  f: (x, y) => (1 - x) ** 2 + 100 * (y - x * x) ** 2,
  grad: (x, y) => [2 * (x - 1) - 400 * x * (y - x * x), 200 * (y - x * x)],
};

export const himmelblau = {
  f: (x, y) => (x * x + y - 11) ** 2 + (x + y * y - 7) ** 2,
  grad(x, y) {
    const [u, v] = [x * x + y - 11, x + y * y - 7];
    return [4 * x * u + 2 * v, 2 * u + 4 * y * v];
  },
};

export const saddle = {
  f: (x, y) => (x * x) / 2 - (y * y) / 2 + y ** 4 / 4,
  grad: (x, y) => [x, y ** 3 - y],
};

const well = (x, y) => Math.exp(-(x * x + y * y) / 2);
export const plateau = {
  f: (x, y) => 1 - well(x, y),
  grad: (x, y) => [x * well(x, y), y * well(x, y)],
};
