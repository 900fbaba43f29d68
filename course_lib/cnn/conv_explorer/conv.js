// Convolution forward and backward, as conv2d and conv2d_backward have it. No DOM.
// x: [C][H][W], weight: [C_out][C][k][k], how: { stride, padding, dilation }; plain nested lists.

const zeros = (rows, cols) => Array.from({ length: rows }, () => new Array(cols).fill(0));
const sidesOf = (map) => [map.length, map[0].length];

// How many places a kernel finds along n pixels; 0 or less where it does not fit.
export const places = (n, k, { stride, padding, dilation }) =>
  Math.floor((n + 2 * padding - dilation * (k - 1) - 1) / stride) + 1;

// [rows, columns] of the output, null where the kernel does not fit.
export function outputSize(x, weight, how) {
  const k = weight[0][0].length;
  const size = sidesOf(x[0]).map((n) => places(n, k, how));
  return size.every((n) => n > 0) ? size : null;
}

// The window of one output: for each weight its place and the pixel it lies on; `inside` is false on the padding.
export function windowOf(x, weight, [row, column], { stride, padding, dilation }) {
  const [high, wide] = sidesOf(x[0]);
  const k = weight[0][0].length;
  return Array.from({ length: k * k }, (_, i) => {
    const [a, b] = [Math.floor(i / k), i % k];
    const [r, c] = [row * stride + a * dilation - padding, column * stride + b * dilation - padding];
    return { a, b, r, c, inside: r >= 0 && r < high && c >= 0 && c < wide };
  });
}

const pixel = (map, { r, c, inside }) => (inside ? map[r][c] : 0);

// The products behind one output, a list for each channel, and their sums.
export function products(x, weight, [filter, ...at], how) {
  const taps = windowOf(x, weight, at, how);
  const channels = x.map((map, channel) =>
    taps.map((tap) => {
      const [value, w] = [pixel(map, tap), weight[filter][channel][tap.a][tap.b]];
      return { ...tap, value, weight: w, product: value * w };
    }),
  );
  const sums = channels.map((list) => list.reduce((s, { product }) => s + product, 0));
  return { channels, sums, total: sums.reduce((a, b) => a + b, 0) };
}

// The sum of all products of one window; `products` shows them one by one.
function answer(x, filter, [row, column], { stride, padding, dilation }) {
  let total = 0;
  x.forEach((map, channel) => {
    let sum = 0;
    filter[channel].forEach((weights, a) => {
      const line = map[row * stride + a * dilation - padding];
      if (!line) return;
      weights.forEach((w, b) => {
        sum += w * (line[column * stride + b * dilation - padding] ?? 0);
      });
    });
    total += sum;
  });
  return total;
}

export function forward(x, weight, how) {
  const size = outputSize(x, weight, how);
  if (!size) return null;
  const [rows, columns] = size.map((n) => Array.from({ length: n }, (_, i) => i));
  return weight.map((filter) =>
    rows.map((row) => columns.map((column) => answer(x, filter, [row, column], how))),
  );
}

// How many windows cover a pixel: along each side, the taps that lie on it in some window.
export function windowsOf(weight, [rows, columns], [r, c], { stride, padding, dilation }) {
  const taps = weight[0][0].map((_, a) => a * dilation);
  const along = (at, n) =>
    taps.filter((tap) => {
      const from = at + padding - tap;
      return from >= 0 && from % stride === 0 && from / stride < n;
    }).length;
  return along(r, rows) * along(c, columns);
}

// Each weight is used in every window and each pixel seen by several: what comes back to them is added up.
export function backward(grad, x, weight, how) {
  const gradX = x.map((map) => zeros(...sidesOf(map)));
  const gradWeight = weight.map((filter) => filter.map((kernel) => zeros(...sidesOf(kernel))));
  grad.forEach((map, filter) => {
    map.forEach((line, row) => {
      line.forEach((g, column) => {
        if (g === 0) return;
        for (const tap of windowOf(x, weight, [row, column], how).filter(({ inside }) => inside))
          x.forEach((channel, c) => {
            gradWeight[filter][c][tap.a][tap.b] += channel[tap.r][tap.c] * g;
            gradX[c][tap.r][tap.c] += weight[filter][c][tap.a][tap.b] * g;
          });
      });
    });
  });
  return { x: gradX, weight: gradWeight };
}

// What one number sees after each layer, and the step to its neighbor: layers of [k, stride, dilation].
export function receptiveField(layers) {
  let [size, jump] = [1, 1];
  return layers.map(([k, stride, dilation = 1]) => {
    size += dilation * (k - 1) * jump;
    jump *= stride;
    return [size, jump];
  });
}

// Weights of all filters, and multiplications for the whole output.
export function costs(x, weight, size) {
  const parameters = weight.length * x.length * weight[0][0].length ** 2;
  return { parameters, multiplications: parameters * size[0] * size[1] };
}
