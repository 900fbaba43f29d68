// One unit over a sequence: forward, and the gradient back through time. No DOM. The twin of rnn, lstm and gru of
// course_lib.rnn for one unit whose gates look at x, and not at h.
//
// What carries the gradient from step to step is one number: h, in an LSTM the memory c. A step gives its `slope`,
// ∂ after / ∂ before, and `local`, the same for x and for each weight.
import { sigmoid } from "../../losses/logits.js";

const { tanh } = Math;

function rnn(x, { h }, { w, u, b }) {
  const next = tanh(u * x + w * h + b);
  const bent = 1 - next ** 2;
  return { h: next, gates: {}, slope: w * bent, local: { x: u * bent, w: h * bent, u: x * bent, b: bent } };
}

function lstm(x, { h, c, toH }, p) {
  const i = sigmoid(p.input_x * x + p.input_bias);
  const [f, o] = [sigmoid(p.forget_bias), sigmoid(p.output_bias)];
  const g = tanh(p.u * x + p.w * h + p.b);
  const memory = f * c + i * g;
  const bent = i * (1 - g ** 2);
  const gate = g * i * (1 - i);
  return {
    h: o * tanh(memory),
    c: memory,
    gates: { i, f, o },
    slope: f + bent * p.w * toH, // straight on, and the detour by the h before
    byH: bent * p.w, // ∂ c / ∂ the h before
    toH: o * (1 - tanh(memory) ** 2), // ∂ h / ∂ c
    output: tanh(memory) * o * (1 - o), // ∂ h / ∂ output_bias
    local: {
      x: p.u * bent + p.input_x * gate,
      w: h * bent,
      u: x * bent,
      b: bent,
      input_x: x * gate,
      input_bias: gate,
      forget_bias: c * f * (1 - f),
    },
  };
}

function gru(x, { h }, p) {
  const r = sigmoid(p.reset_bias);
  const z = sigmoid(p.update_x * x + p.update_bias);
  const n = tanh(p.u * x + p.b + r * p.w * h);
  const bent = (1 - z) * (1 - n ** 2);
  const gate = (h - n) * z * (1 - z);
  return {
    h: (1 - z) * n + z * h,
    gates: { r, z },
    slope: z + bent * r * p.w,
    local: {
      x: p.u * bent + p.update_x * gate,
      w: r * h * bent,
      u: x * bent,
      b: bent,
      reset_bias: bent * p.w * h * r * (1 - r),
      update_x: x * gate,
      update_bias: gate,
    },
  };
}

const CELLS = { rnn, lstm, gru };

// The steps, one after the other, from h = c = 0.
export function forward(cell, x, weights) {
  const steps = [];
  for (const each of x) steps.push(CELLS[cell](each, steps.at(-1) ?? { h: 0, c: 0, toH: 0 }, weights));
  return steps;
}

// own[t]: what the loss itself asks of the h of step t. `carried` has one more than the steps: before the first. The
// gradients of the weights are added up from the last step back to the step `from`.
export function backward(steps, own, from = 1) {
  const last = steps.length;
  const carried = new Array(last + 1).fill(0);
  const weights = {};
  const add = (name, v, t) => {
    weights[name] = (weights[name] ?? 0) + (t < from ? 0 : v);
  };
  const dx = new Array(last).fill(0);
  for (let t = last; t > 0; t -= 1) {
    const { slope, toH = 1, output, local } = steps[t - 1];
    carried[t] += own[t - 1] * toH;
    carried[t - 1] = slope * carried[t];
    const { x, ...others } = local;
    dx[t - 1] = x * carried[t];
    for (const [name, by] of Object.entries(others)) add(name, by * carried[t], t);
    const later = t < last ? (steps[t].byH ?? 0) * carried[t + 1] : 0;
    if (output !== undefined) add("output_bias", output * (own[t - 1] + later), t);
  }
  return { carried, dx, weights };
}

// As clip_grad_norm: one factor for all.
export function clipped(weights, most) {
  const norm = Math.hypot(...Object.values(weights));
  const scale = Math.min(1, most / (norm + 1e-6));
  const all = Object.entries(weights).map(([name, v]) => [name, v * scale]);
  return { norm, scale, weights: Object.fromEntries(all) };
}
