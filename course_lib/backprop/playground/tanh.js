// tanh, to the last digit or two, in two thirds of the time that Math.tanh takes: half of a small network's arithmetic.
// tanh(s + d) = (tanh s + tanh d) / (1 + tanh s · tanh d): the first from a table, the second a short series.
const FINE = 32; // entries a unit
const END = 20; // from here on it is 1
const TABLE = Float64Array.from({ length: END * FINE + 2 }, (_, k) => Math.tanh(k / FINE));

export function tanh(z) {
  const size = Math.abs(z);
  if (!(size < END)) return Math.tanh(z);
  const k = (size * FINE + 0.5) | 0;
  const d = size - k / FINE; // at most 1/64
  const q = d * d;
  const t = d + d * q * (-1 / 3 + q * (2 / 15 - (17 / 315) * q));
  const s = TABLE[k];
  const h = s + (t * (1 - s * s)) / (1 + s * t);
  return z < 0 ? -h : h;
}
