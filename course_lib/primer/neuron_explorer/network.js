// A network with two inputs, two hidden neurons with tanh and one output; the line where it is zero. No DOM.

// weights: [w11, w12, b1, w21, w22, b2, v1, v2, c]
export function forward([w11, w12, b1, w21, w22, b2, v1, v2, c], x1, x2) {
  const z = [w11 * x1 + w12 * x2 + b1, w21 * x1 + w22 * x2 + b2];
  const h = z.map(Math.tanh);
  return { z, h, output: v1 * h[0] + v2 * h[1] + c };
}

// Outputs on a square of n × n places over [−reach, reach]², row by row from the top.
export function sheet(weights, n, reach) {
  const values = new Float64Array(n * n);
  const place = (i) => -reach + (2 * reach * i) / (n - 1);
  for (let row = 0; row < n; row += 1) {
    for (let column = 0; column < n; column += 1) {
      values[row * n + column] = forward(weights, place(column), -place(row)).output;
    }
  }
  return { values, place };
}

// Short strokes [[x, y], [x, y]] where the sheet is zero, one or two in each of its cells.
export function zeroLine({ values, place }, n) {
  const strokes = [];
  const v = (row, column) => values[row * n + column];
  for (let row = 0; row < n - 1; row += 1) {
    for (let column = 0; column < n - 1; column += 1) {
      const corners = [
        [row, column],
        [row, column + 1],
        [row + 1, column + 1],
        [row + 1, column],
      ];
      const cuts = corners
        .map((from, k) => cut(from, corners[(k + 1) % 4], v, place))
        .filter((point) => point !== null);
      for (let k = 0; k + 1 < cuts.length; k += 2) strokes.push([cuts[k], cuts[k + 1]]);
    }
  }
  return strokes;
}

// Where the side between two corners is zero.
function cut(from, to, v, place) {
  const [a, b] = [v(...from), v(...to)];
  if (a > 0 === b > 0) return null;
  const t = a / (a - b);
  const [row, column] = [0, 1].map((k) => place(from[k]) * (1 - t) + place(to[k]) * t);
  return [column, -row];
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
