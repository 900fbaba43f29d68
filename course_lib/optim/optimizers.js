// torch.optim for one flat Float64Array: same rules, same names and defaults of the options.
// Left out: amsgrad, centered, maximize. `momentum` and `nesterov` are SGD with 0.9.

import { power } from "./power.js";

const SGD = { lr: 1e-3, momentum: 0, dampening: 0, weight_decay: 0, nesterov: false };
const ADAM = { lr: 1e-3, betas: [0.9, 0.999], eps: 1e-8, weight_decay: 0 };

// name → [rule, defaults]
const RULES = {
  sgd: [sgd, SGD],
  momentum: [sgd, { ...SGD, momentum: 0.9 }],
  nesterov: [sgd, { ...SGD, momentum: 0.9, nesterov: true }],
  adagrad: [adagrad, { lr: 1e-2, lr_decay: 0, weight_decay: 0, initial_accumulator_value: 0, eps: 1e-10 }],
  rmsprop: [rmsprop, { lr: 1e-2, alpha: 0.99, eps: 1e-8, weight_decay: 0, momentum: 0 }],
  adam: [adam, ADAM],
  adamw: [adam, { ...ADAM, weight_decay: 1e-2, decoupled: true }],
};

export const OPTIMIZERS = Object.keys(RULES);

// optimizer("adam", n, { lr }): an object with
//   step(params, grads)   moves params in place; grads stay as they are
//   options               may be changed between steps, as a schedule does
//   steps, m, v           steps taken; the moving average of gradients (momentum's buffer) and of their squares
//   snapshot(), restore(s)
export function optimizer(name, n, options = {}) {
  const [rule, defaults] = RULES[name];
  const opt = {
    name,
    steps: 0,
    m: new Float64Array(n),
    v: new Float64Array(n),
    options: { ...defaults, ...options },
    step(params, grads) {
      opt.steps += 1;
      rule(opt, params, grads, opt.options);
    },
    snapshot: () => ({ steps: opt.steps, m: opt.m.slice(), v: opt.v.slice() }),
    restore(s) {
      opt.steps = s.steps;
      opt.m.set(s.m);
      opt.v.set(s.v);
    },
  };
  opt.v.fill(opt.options.initial_accumulator_value ?? 0);
  return opt;
}

// Torch's momentum: b ← μ b + (1 − dampening) g, but b = g at the first step; the rate multiplies at the end.
function sgd({ steps, m }, p, grads, { lr, momentum, dampening, weight_decay, nesterov }) {
  const fresh = steps === 1 ? 1 : 1 - dampening;
  for (let i = 0; i < p.length; i += 1) {
    const g = grads[i] + weight_decay * p[i];
    m[i] = momentum * m[i] + fresh * g;
    const move = momentum === 0 ? g : nesterov ? g + momentum * m[i] : m[i];
    p[i] -= lr * move;
  }
}

function adagrad({ steps, v }, p, grads, { lr, lr_decay, weight_decay, eps }) {
  const rate = lr / (1 + (steps - 1) * lr_decay);
  for (let i = 0; i < p.length; i += 1) {
    const g = grads[i] + weight_decay * p[i];
    v[i] += g * g;
    p[i] -= (rate * g) / (Math.sqrt(v[i]) + eps);
  }
}

function rmsprop({ m, v }, p, grads, { lr, alpha, eps, weight_decay, momentum }) {
  for (let i = 0; i < p.length; i += 1) {
    const g = grads[i] + weight_decay * p[i];
    v[i] = alpha * v[i] + (1 - alpha) * g * g;
    m[i] = momentum * m[i] + g / (Math.sqrt(v[i]) + eps);
    p[i] -= lr * m[i];
  }
}

// Both averages start at zero; dividing by 1 − βᵗ undoes that bias. AdamW shrinks the weights beside the
// step, Adam's decay passes through the averages.
function adam({ steps, m, v }, p, grads, { lr, betas: [beta1, beta2], eps, weight_decay, decoupled }) {
  const rate = lr / (1 - power(beta1, steps));
  const bias = Math.sqrt(1 - power(beta2, steps));
  for (let i = 0; i < p.length; i += 1) {
    if (decoupled) p[i] *= 1 - lr * weight_decay;
    const g = decoupled ? grads[i] : grads[i] + weight_decay * p[i];
    m[i] = beta1 * m[i] + (1 - beta1) * g;
    v[i] = beta2 * v[i] + (1 - beta2) * g * g;
    p[i] -= (rate * m[i]) / (Math.sqrt(v[i]) / bias + eps);
  }
}
