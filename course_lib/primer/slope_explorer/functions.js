// Curves, surfaces and chains with their exact slopes, and the slopes that two heights give. No DOM.

export const CURVES = {
  square: { value: (x) => x * x, slope: (x) => 2 * x },
  cubic: { value: (x) => x ** 3 / 3 - x, slope: (x) => x * x - 1 },
  sine: { value: Math.sin, slope: Math.cos },
};

export const SURFACES = {
  bowl: { value: (x1, x2) => x1 * x1 + 2 * x2 * x2, slopes: (x1, x2) => [2 * x1, 4 * x2] },
  saddle: { value: (x1, x2) => x1 * x1 - x2 * x2, slopes: (x1, x2) => [2 * x1, -2 * x2] },
  product: { value: (x1, x2) => x1 * x2, slopes: (x1, x2) => [x2, x1] },
};

const bend = { value: Math.tanh, slope: (u) => 1 - Math.tanh(u) ** 2 };

export const CHAINS = {
  gears: [
    { value: (x) => 3 * x, slope: () => 3 },
    { value: (u) => 2 * u, slope: () => 2 },
  ],
  bend: [{ value: (x) => 2 * x + 1, slope: () => 2 }, bend],
  square_sine: [CURVES.square, CURVES.sine],
};

// (f(x + h) − f(x)) / h
export const quotient = (f, x, h) => (f(x + h) - f(x)) / h;

export function analyseCurve({ curve, x1: x, h }) {
  const { value, slope } = CURVES[curve];
  return { here: value(x), there: value(x + h), quotient: quotient(value, x, h), slope: slope(x) };
}

export function analyseSurface({ surface, x1, x2, h }) {
  const { value, slopes } = SURFACES[surface];
  const quotients = [quotient((v) => value(v, x2), x1, h), quotient((v) => value(x1, v), x2, h)];
  const gradient = slopes(x1, x2);
  return { here: value(x1, x2), quotients, gradient, steepness: Math.hypot(...gradient) };
}

export function analyseChain({ chain, x1: x, h }) {
  const [inner, outer] = CHAINS[chain];
  const u = inner.value(x);
  const slopes = [inner.slope(x), outer.slope(u)];
  const whole = (v) => outer.value(inner.value(v));
  return { u, y: outer.value(u), slopes, slope: slopes[0] * slopes[1], quotient: quotient(whole, x, h) };
}
