// One race: every optimizer from the same start through the same noise. No DOM. The twin of run.py.

import { random } from "../../widgets/ui/random.js";
import { permutation } from "../../widgets/ui/streams.js";
import { optimizer } from "../optimizers.js";
import { bowl, moments, regression } from "../quadratics.js";
import { himmelblau, plateau, rosenbrock, saddle } from "../surfaces.js";

const bent = { rosenbrock, himmelblau, saddle, plateau };

// `grounds` says of each surface its domain, minima and sharpness: what no step changes comes from Python.
export function surfaceOf({ surface, condition, angle }, grounds, rows) {
  const isBowl = surface === "bowl";
  const shape = isBowl ? bowl(condition, angle) : surface === "regression" ? regression(rows) : bent[surface];
  return {
    ...grounds[surface],
    ...(isBowl && { sharpness: condition }),
    ...shape,
    floor: shape.f(...grounds[surface].minima[0]),
  };
}

// What disturbs the gradient at each point: two normal numbers, or the moments of a batch; nothing where it is exact.
export function disturbances({ surface, noise, batch_size, seed, steps }, rows) {
  const rng = random(seed);
  const all = [];
  if (surface === "regression") {
    while (batch_size && all.length <= steps) {
      const order = permutation(rng, rows.length);
      for (let i = 0; i < order.length; i += batch_size) {
        all.push({ batch: moments(Array.from(order.subarray(i, i + batch_size), (k) => rows[k])) });
      }
    }
  } else if (noise)
    for (let t = 0; t <= steps; t += 1) all.push({ noise: [noise * rng.normal(), noise * rng.normal()] });
  return all;
}

// Point t is where t steps have led: its gradient is the one that step t + 1 uses, m and v are what the first t
// steps left behind, corrected for their start at zero where Adam corrects them. The path ends before its loss
// is infinite.
export function descend({ f, grad }, name, { start, steps, momentum, lrs }, disturbed = []) {
  const p = Float64Array.from(start);
  const opt = optimizer(name, 2, { lr: lrs[name] });
  if (opt.options.momentum) opt.options.momentum = momentum;
  const { betas = [0, 0] } = opt.options;
  const kept = (array, beta, t) => {
    const share = 1 - beta ** t || 1;
    return [array[0] / share, array[1] / share];
  };
  const path = [];
  for (let t = 0; t <= steps; t += 1) {
    if (t) opt.step(p, path[t - 1].gradient);
    const x = p[0];
    const y = p[1];
    const loss = f(x, y);
    if (!Number.isFinite(loss + x + y)) break;
    const { batch, noise } = disturbed[t] ?? {};
    const exact = grad(x, y, batch);
    const gradient = noise ? exact.map((v, i) => v + noise[i]) : exact;
    path.push({ x, y, loss, gradient, m: kept(opt.m, betas[0], t), v: kept(opt.v, betas[1], t) });
  }
  return path;
}

// What the picture says of one racer at a step; `left`: the first step after which a hundredth of the height is left.
export function standing({ minima, floor }, path, step) {
  const t = Math.min(step, path.length - 1);
  const point = path[t];
  const gone = t < step;
  const distance = Math.min(...minima.map(([a, b]) => Math.hypot(point.x - a, point.y - b)));
  const left = path.findIndex(({ loss }) => loss - floor <= (path[0].loss - floor) / 100);
  return {
    ...point,
    t,
    gone,
    loss: gone ? Infinity : point.loss,
    distance: gone ? Infinity : distance,
    left: left < 0 ? Infinity : left,
  };
}

// The race as it stands: { surface, paths, stands, focus }. It is run anew only when something that it depends on has
// changed. `memory` names what each racer remembers: an average of gradients, their size, or nothing.
export function race(state, grounds, rows, memory) {
  let [ran, surface, paths] = [];
  return () => {
    const { preset, focus, step, tasks, task, all_controls, revealed, ...settings } = state;
    const now = JSON.stringify(settings);
    if (now !== ran) {
      ran = now;
      const draws = disturbances(state, rows);
      surface = surfaceOf(state, grounds, rows);
      paths = Object.fromEntries(
        state.optimizers.map((name) => [name, descend(surface, name, state, draws)]),
      );
    }
    const stands = Object.fromEntries(
      Object.entries(paths).map(([name, path]) => {
        const stand = standing(surface, path, step);
        const [m, v] = memory[name];
        return [name, { ...stand, memory: m ? stand.m : [0, 0], size: v ? stand.v.map(Math.sqrt) : [0, 0] }];
      }),
    );
    return { surface, paths, stands, focus: paths[focus] ? focus : state.optimizers[0] };
  };
}
