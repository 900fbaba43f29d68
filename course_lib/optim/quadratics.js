// The landscapes of quadratics.py: a bowl to order, and linear regression on data; and where descent leaves them. No DOM.

export function bowl(condition, angle) {
  const [c, s] = [Math.cos(angle), Math.sin(angle)];
  const [a, b, d] = [c * c + condition * s * s, c * s - condition * s * c, s * s + condition * c * c];
  const grad = (x, y) => [a * x + b * y, b * x + d * y];
  return {
    grad,
    f: (x, y) => {
      const [gx, gy] = grad(x, y);
      return (x * gx + y * gy) / 2;
    },
  };
}

// What a mean of squared residuals needs to know of its rows [x, y]: the means of x², x, xy, y and y².
export function moments(rows) {
  let [xx, x, xy, y, yy] = [0, 0, 0, 0, 0];
  for (const [u, v] of rows) {
    xx += u * u;
    x += u;
    xy += u * v;
    y += v;
    yy += v * v;
  }
  return [xx, x, xy, y, yy].map((sum) => sum / rows.length);
}

// Mean squared error of y ≈ w x + b. One look at the rows serves every step and every pixel; grad takes the
// moments of a batch in place of all.
export function regression(rows) {
  const all = moments(rows);
  const [xx, x, xy, y, yy] = all;
  return {
    f: (w, b) => w * (w * xx + 2 * b * x - 2 * xy) + b * (b - 2 * y) + yy,
    grad: (w, b, m = all) => [2 * (m[0] * w + m[1] * b - m[2]), 2 * (m[1] * w + b - m[3])],
  };
}

// The rates above which descent diverges on a quadratic of largest curvature λ; the twin of max_stable_lr.
export function edges(lambda, momentum) {
  const edge = 2 / lambda;
  const heavy = edge * (1 + momentum);
  return { sgd: edge, momentum: heavy, nesterov: heavy / (1 + 2 * momentum) };
}
