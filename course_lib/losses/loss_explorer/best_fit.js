// The best constant and the best line under each loss: closed forms and exact searches, no grids.
import { gradOf, mean, meanLoss, sum } from "../regression.js";

const TIE = 1e-12; // losses that differ by less are equal up to rounding

// Best constant. `low` to `high` are all equally good levels; `level` is their midpoint.
export function bestConstant(loss, y, { delta, q } = {}) {
  const interval = {
    mse: () => [mean(y), mean(y)],
    l1: () => quantileInterval(y, 0.5),
    quantile: () => quantileInterval(y, q),
    huber: () => huberInterval(y, delta),
  }[loss]();
  return { level: (interval[0] + interval[1]) / 2, low: interval[0], high: interval[1] };
}

// The pinball loss falls while fewer than n·q targets lie below, and rises after.
function quantileInterval(y, q) {
  const sorted = Float64Array.from(y).sort();
  const rank = sorted.length * q;
  const whole = Math.round(rank);
  if (Math.abs(rank - whole) < 1e-9 && whole > 0 && whole < sorted.length)
    return [sorted[whole - 1], sorted[whole]];
  const v = sorted[Math.min(Math.ceil(rank - 1e-9), sorted.length) - 1];
  return [v, v];
}

// The pull Σ clip(c − y, −δ, δ) rises piecewise linearly in c: find the piece where it crosses zero.
function huberInterval(y, delta) {
  const knots = Float64Array.from([...y].flatMap((v) => [v - delta, v + delta])).sort();
  const zero = TIE * y.length * delta;
  const pull = (c) =>
    sum(
      gradOf(
        "huber",
        y.map(() => c),
        y,
        { delta },
      ),
    );
  const pulls = knots.map(pull);
  const first = pulls.findIndex((p) => p >= -zero);
  const last = pulls.findLastIndex((p) => p <= zero);
  if (last > first) return [knots[first], knots[last]]; // zero all along a flat piece
  if (last === first) return [knots[first], knots[first]];
  const middle = (knots[last] + knots[first]) / 2; // the crossing lies between these two knots
  const near = y.filter((v) => Math.abs(middle - v) < delta);
  const far = sum(y.map((v) => (Math.abs(middle - v) < delta ? 0 : delta * Math.sign(middle - v))));
  const c = (sum(near) - far) / near.length;
  return [c, c];
}

// Best line y ≈ intercept + slope·x. Where all x agree there is no slope to choose: a constant.
export function bestLine(loss, x, y, options = {}) {
  if (x.every((v) => v === x[0])) return { intercept: bestConstant(loss, y, options).level, slope: 0 };
  if (loss === "mse") return leastSquares(x, y);
  if (loss === "huber") return huberLine(x, y, options.delta);
  return throughTwoPoints(loss, x, y, options);
}

export const predict = ({ intercept, slope }, x) => x.map((v) => intercept + slope * v);

function leastSquares(x, y, w = y.map(() => 1)) {
  const total = sum(w);
  const mx = sum(x.map((v, i) => w[i] * v)) / total;
  const my = sum(y.map((v, i) => w[i] * v)) / total;
  const slope =
    sum(x.map((v, i) => w[i] * (v - mx) * (y[i] - my))) / sum(x.map((v, i) => w[i] * (v - mx) ** 2));
  return { intercept: my - slope * mx, slope };
}

// Absolute and pinball errors: some best line passes through two points (Koenker and Bassett 1978),
// so we try every pair. Lines that tie are averaged, as the median of an even count is.
function throughTwoPoints(loss, x, y, options) {
  let best = Number.MAX_VALUE; // not Infinity: its distance to anything is not a number
  let ties = [];
  for (let i = 0; i < x.length; i += 1) {
    for (let j = i + 1; j < x.length; j += 1) {
      if (x[i] === x[j]) continue;
      const slope = (y[j] - y[i]) / (x[j] - x[i]);
      const line = { intercept: y[i] - slope * x[i], slope };
      const value = meanLoss(loss, snap(predict(line, x), y), y, options);
      if (value + TIE * (1 + value) < best) [best, ties] = [value, []];
      if (value <= best + TIE * (1 + value)) ties.push(line);
    }
  }
  return { intercept: mean(ties.map((l) => l.intercept)), slope: mean(ties.map((l) => l.slope)) };
}

// A point that the line passes through has residual 0, not 1e-16: the sign of a residual is its gradient.
export function snap(predictions, y) {
  const size = Math.max(...y.map(Math.abs), ...predictions.map(Math.abs), 1e-300);
  return predictions.map((p, i) => (Math.abs(p - y[i]) <= 1e-12 * size ? y[i] : p));
}

// Newton's step solves the pieces where they stand; where it does not help, a reweighted least-squares
// step always does. Both stop when the two pulls, on the level and on the tilt, are zero.
function huberLine(x, y, delta) {
  const mx = mean(x);
  const width = Math.max(...x.map((v) => Math.abs(v - mx)));
  const t = x.map((v) => (v - mx) / width); // of order one, so that both pulls are comparable
  const residuals = (l) => t.map((v, i) => l.intercept + l.slope * v - y[i]);
  const value = (l) => meanLoss("huber", predict(l, t), y, { delta });
  const pulls = (r) => {
    const g = r.map((v) => Math.min(Math.max(v, -delta), delta));
    return [sum(g), sum(g.map((v, i) => v * t[i]))];
  };
  let line = leastSquares(t, y);
  for (let step = 0; step < 1000; step += 1) {
    const r = residuals(line);
    const [level, tilt] = pulls(r);
    if (Math.max(Math.abs(level), Math.abs(tilt)) <= 1e-13 * delta * y.length) break;
    const near = t.filter((_, i) => Math.abs(r[i]) <= delta);
    const [n, s1, s2] = [near.length, sum(near), sum(near.map((v) => v * v))];
    const det = n * s2 - s1 * s1;
    const newton = det > 1e-9 && {
      intercept: line.intercept - (s2 * level - s1 * tilt) / det,
      slope: line.slope - (n * tilt - s1 * level) / det,
    };
    const better = newton && value(newton) <= value(line);
    line = better
      ? newton
      : leastSquares(
          t,
          y,
          r.map((v) => Math.min(1, delta / Math.abs(v))),
        );
  }
  return { intercept: line.intercept - (line.slope * mx) / width, slope: line.slope / width };
}
