// Activations: [h = f(z), slope f'(z)]; the slope may use h, which is at hand.
// Names as in torch.nn.functional. gelu is torch's approximate="tanh"; leaky_relu has slope 0.01 below zero.
import { sigmoid } from "../../losses/logits.js";
import { tanh } from "./tanh.js";

const bend = (z) => Math.tanh(Math.sqrt(2 / Math.PI) * (z + 0.044715 * z ** 3));

export const ACTIVATIONS = {
  linear: [(z) => z, () => 1],
  relu: [(z) => Math.max(z, 0), (z) => (z > 0 ? 1 : 0)],
  leaky_relu: [(z) => (z > 0 ? z : 0.01 * z), (z) => (z > 0 ? 1 : 0.01)],
  tanh: [tanh, (_z, h) => 1 - h * h],
  sigmoid: [sigmoid, (_z, h) => h * (1 - h)],
  gelu: [
    (z) => (z / 2) * (1 + bend(z)),
    (z) => {
      const t = bend(z);
      return (1 + t) / 2 + (z / 2) * (1 - t * t) * Math.sqrt(2 / Math.PI) * (1 + 3 * 0.044715 * z * z);
    },
  ],
};
