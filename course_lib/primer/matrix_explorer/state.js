// What the matrix explorer shows, from its settings alone: the image, its turn, the still directions, code. No DOM.
import { apply, eigen, foot, length, turn, turned } from "./plane.js";

const STILL = 1e-6; // degrees off its line that only rounding makes
const MAGNET = 0.05; // half the step of a drag: the line can be met, and left again

export function analyse(state) {
  const image = apply(state, state.arrow);
  const degrees = turn(state.arrow, image);
  const all = eigen(state);
  const off = Math.min(Math.abs(degrees), 180 - Math.abs(degrees));
  const lost = length(state.arrow) > 0 && length(image) < 1e-12; // sent to 0: its line stays, with the factor 0
  const parallel = off < STILL || lost;
  const stretch = length(image) / length(state.arrow);
  const factor = Math.abs(degrees) > 90 ? -stretch : stretch;
  return { image, degrees, stretch, parallel, factor, eigen: all, every: all.some((e) => !e.direction) };
}

const lines = (state) => eigen(state).map((e) => e.direction);

// Where a dragged arrow goes: onto a line on which it does not turn, once it is near.
export function pulled(state, [x1, x2]) {
  const feet = lines(state)
    .filter(Boolean)
    .map((line) => foot([x1, x2], line))
    .filter(({ distance, point }) => distance < MAGNET && point.every((v) => Math.abs(v) <= 3));
  feet.sort((one, other) => one.distance - other.distance);
  return feet.length ? feet[0].point : [x1, x2];
}

export const further = (state) => turned(state.arrow, 5, lines(state));

export const transposed = ({ b, c }) => ({ b: c, c: b });

// The NumPy behind the current picture.
export function python({ a, b, c, d, arrow }) {
  return [
    "import numpy as np",
    "",
    `A = np.array([[${a}, ${b}], [${c}, ${d}]])`,
    `x = np.array([${arrow.join(", ")}])`,
    "print(A @ x)  # the image of x",
    "print(A.T)  # the transpose",
    "",
    "eigenvalues, eigenvectors = np.linalg.eig(A)",
    "print(eigenvalues)  # complex numbers: every arrow turns",
    "print(eigenvectors)  # one direction a column",
  ].join("\n");
}
