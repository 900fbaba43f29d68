// Seeded draws, and what a histogram says of them. The twin of draws.py. No DOM.
import { random } from "../../widgets/ui/random.js";

const within = (x) => x >= 0 && x <= 10;

// name → one draw, and the density at x
export const SOURCES = {
  even: { draw: (g) => 10 * g.uniform(), density: (x) => (within(x) ? 0.1 : 0) },
  bell: {
    draw: (g) => 5 + 1.5 * g.normal(),
    density: (x) => Math.exp(-((x - 5) ** 2) / 4.5) / (1.5 * Math.sqrt(2 * Math.PI)),
  },
  waits: {
    draw: (g) => -2 * Math.log(1 - g.uniform()),
    density: (x) => (x >= 0 ? 0.5 * Math.exp(-x / 2) : 0),
  },
};

// The draws of one source and seed, made once: draws(n) are the first n of them.
export function drawer(next, size = 1) {
  let key = "";
  let made = new Float64Array(0);
  let count = 0;
  let g;
  return (seed, n, how = "") => {
    if (key !== `${seed} ${how}`) {
      key = `${seed} ${how}`;
      g = random(seed);
      count = 0;
    }
    if (made.length < n * size) {
      const larger = new Float64Array(2 * n * size);
      larger.set(made.subarray(0, count * size));
      made = larger;
    }
    for (; count < n; count += 1) next(g, how, made, count * size);
    return made.subarray(0, n * size);
  };
}

export const singles = () =>
  drawer((g, source, out, i) => {
    out[i] = SOURCES[source].draw(g);
  });

// Three numbers a pair: the first, the one that may be the second, and whether the first is copied.
export const pairs = () =>
  drawer((g, _how, out, i) => {
    for (let k = 0; k < 3; k += 1) out[i + k] = g.uniform();
  }, 3);

export function moments(draws) {
  let sum = 0;
  for (const x of draws) sum += x;
  const mean = sum / draws.length;
  let squares = 0;
  for (const x of draws) squares += (x - mean) ** 2;
  return { mean, spread: Math.sqrt(squares / draws.length) };
}

// How many draws fall into each of `bars` equal parts of 0 … 10.
export function histogram(draws, bars) {
  const counts = new Float64Array(bars);
  for (const x of draws) if (within(x)) counts[Math.min(bars - 1, Math.floor((x * bars) / 10))] += 1;
  return counts;
}

export function share(draws, low, high) {
  let inside = 0;
  for (const x of draws) if (x >= low && x <= high) inside += 1;
  return inside / draws.length;
}

// The area under f, by Gauss's three points in each of 200 pieces.
export function area(f, low, high) {
  const width = (high - low) / 200;
  const off = Math.sqrt(0.6) / 2;
  let total = 0;
  for (let i = 0; i < 200; i += 1) {
    const at = (t) => f(low + (i + 0.5 + t) * width);
    total += (5 * (at(-off) + at(off)) + 8 * at(0)) / 18;
  }
  return total * width;
}

// The shares of the four outcomes of two events: u below p is a yes. Keys: first then second.
export function joint(draws, pA, pB, tie) {
  const n = draws.length / 3;
  const counts = { yy: 0, yn: 0, ny: 0, nn: 0 };
  for (let i = 0; i < draws.length; i += 3) {
    const second = draws[i + 2] < tie ? draws[i] : draws[i + 1];
    counts[(draws[i] < pA ? "y" : "n") + (second < pB ? "y" : "n")] += 1;
  }
  const shares = Object.fromEntries(Object.entries(counts).map(([name, count]) => [name, count / n]));
  return { ...shares, a: (counts.yy + counts.yn) / n, b: (counts.yy + counts.ny) / n };
}
