// A network with two inputs, two hidden neurons with tanh and one output. No DOM.

// weights: [w11, w12, b1, w21, w22, b2, v1, v2, c]
export function forward([w11, w12, b1, w21, w22, b2, v1, v2, c], x1, x2) {
  const z = [w11 * x1 + w12 * x2 + b1, w21 * x1 + w22 * x2 + b2];
  const h = z.map(Math.tanh);
  return { z, h, output: v1 * h[0] + v2 * h[1] + c };
}

// The NumPy behind the current picture.
export function python({ weights: w, x1, x2 }) {
  return [
    "import numpy as np",
    "",
    `x = np.array([${x1}, ${x2}])`,
    `W1 = np.array([[${w[0]}, ${w[1]}], [${w[3]}, ${w[4]}]])  # a row for each hidden neuron`,
    `b1 = np.array([${w[2]}, ${w[5]}])`,
    `W2 = np.array([${w[6]}, ${w[7]}])`,
    `b2 = ${w[8]}`,
    "",
    "z = W1 @ x + b1",
    "h = np.tanh(z)",
    "print(z)",
    "print(h)",
    "print(W2 @ h + b2)",
  ].join("\n");
}
