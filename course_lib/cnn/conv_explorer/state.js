// What the convolution explorer shows, from its settings alone. No DOM.
import { backward, costs, forward, outputSize, products, receptiveField, windowOf } from "./conv.js";

const shapeOf = (maps) => [maps.length, maps[0].length, maps[0][0].length];
const within = (pick, shape) => pick.map((v, i) => Math.min(v, shape[i] - 1));

// `at` is an output in place of the picked one: the one below the mouse.
export function analyse(state, at = state.pick) {
  const { stride, padding, dilation, way } = state;
  const how = { stride, padding, dilation };
  const stack = way === "stack";
  // two layers have one channel and one filter, the same in both
  const x = stack ? state.x.slice(0, 1) : state.x;
  const weight = stack ? [[state.weight[0][0]]] : state.weight;
  const k = weight[0][0].length;
  const size = outputSize(x, weight, how);
  const first = forward(x, weight, how);
  const second = stack && first ? forward(first, weight, how) : null;
  const out = stack ? second : first;
  const common = { how, x, weight, k, stack, size, first, out };
  if (!out) return { ...common, unfit: misfit(stack && first ? first : x, k, how) };
  const pick = within(at, shapeOf(out));
  const from = stack ? first : x;
  const sum = products(from, weight, pick, how);
  const arriving = way === "backward" ? arrivingAt(out, pick, state) : null;
  return {
    ...common,
    pick,
    from,
    sum,
    costs: costs(x, weight, size),
    arriving,
    grads: arriving && backward(arriving, x, weight, how),
    field: stack ? fieldOf(common, pick) : null,
  };
}

const misfit = (maps, k, { padding, dilation }) => ({
  reach: dilation * (k - 1) + 1,
  size: Math.min(maps[0].length, maps[0][0].length),
  padding,
});

// The gradient that arrives at each output: at the picked one, at all up to it, or at all.
function arrivingAt(out, [filter, row, column], { arrives, upstream }) {
  const [, rows, columns] = shapeOf(out);
  const last = (filter * rows + row) * columns + column;
  const takes = { one: (i) => i === last, sofar: (i) => i <= last, all: () => true }[arrives];
  return out.map((map, f) =>
    map.map((line, r) => line.map((_, c) => (takes((f * rows + r) * columns + c) ? upstream : 0))),
  );
}

// The pixels that one number of the second layer sees, padding left out.
function fieldOf({ x, weight, first, how, k }, [, row, column]) {
  const seen = new Set();
  for (const near of windowOf(first, weight, [row, column], how).filter(({ inside }) => inside))
    for (const { r, c, inside } of windowOf(x, weight, [near.r, near.c], how))
      if (inside) seen.add(`${r},${c}`);
  const layer = [k, how.stride, how.dilation];
  return { size: receptiveField([layer, layer])[1][0], seen };
}

// The next output, row after row and filter after filter; null after the last.
export function following({ out, pick }) {
  if (!out) return null;
  const [filters, rows, columns] = shapeOf(out);
  const next = (pick[0] * rows + pick[1]) * columns + pick[2] + 1;
  if (next >= filters * rows * columns) return null;
  const row = Math.floor(next / columns);
  return [Math.floor(row / rows), row % rows, next % columns];
}

// The name of a kernel of the filter in sight, "" for one's own.
export function nameOf(kernel, kernels) {
  const same = (name) => JSON.stringify(kernels[name][kernel.length]) === JSON.stringify(kernel);
  return Object.keys(kernels).find(same) ?? "";
}

const copy = (v) => structuredClone(v);
// what is cut off or added lies on all sides alike
const spread = (map, size) => {
  const [down, right] = [map.length, map[0].length].map((n) => Math.trunc((n - size) / 2));
  return Array.from({ length: size }, (_, r) =>
    Array.from({ length: size }, (_c, c) => map[r + down]?.[c + right] ?? 0),
  );
};

// What a control changes besides its own: each returns a patch.
export const edits = {
  pixel({ x }, [channel, row, column], v) {
    const next = copy(x);
    next[channel][row][column] = v;
    return { x: next };
  },
  weight({ weight }, [filter, channel, a, b], v) {
    const next = copy(weight);
    next[filter][channel][a][b] = v;
    return { weight: next };
  },
  kernel({ weight }, filter, kernels, name) {
    const next = copy(weight);
    next[filter] = next[filter].map((kernel) => copy(kernels[name][kernel.length]));
    return { weight: next };
  },
  // a kernel with a name keeps it, one's own grows and shrinks around its middle
  kernelSize({ weight }, kernels, k) {
    const sized = (kernel) => {
      const name = nameOf(kernel, kernels);
      return name ? copy(kernels[name][k]) : spread(kernel, k);
    };
    return { weight: weight.map((filter) => filter.map(sized)) };
  },
  size: ({ x }, n) => ({ x: x.map((map) => spread(map, n)) }),
  clear: ({ x }) => ({ x: x.map((map) => map.map((row) => row.map(() => 0))) }),
  // a second channel begins as the mirror image of the first, with the same kernel
  channels({ x, weight }, n) {
    if (n === x.length) return {};
    if (n === 1) return { x: [x[0]], weight: weight.map((filter) => [filter[0]]) };
    return {
      x: [x[0], x[0].map((row) => row.toReversed())],
      weight: weight.map((filter) => [filter[0], copy(filter[0])]),
    };
  },
  // a second filter begins as the first one turned on its side
  filters({ weight }, n) {
    if (n === weight.length) return {};
    const turned = (kernel) => kernel.map((row, a) => row.map((_, b) => kernel[b][a]));
    return { weight: n === 1 ? [weight[0]] : [weight[0], weight[0].map(turned)] };
  },
};

// What a link says: rectangles of pixels, square kernels, one for each channel.
export function agree(patch, state) {
  const { x, weight } = { ...state, ...patch };
  const even = (rows, n) => rows.every((row) => row.length === n);
  const k = weight[0][0].length;
  const kernels = weight.flat();
  const fits =
    x.every((map) => map.length === x[0].length && even(map, x[0][0].length)) &&
    [1, 3, 5].includes(k) &&
    kernels.every((kernel) => kernel.length === k && even(kernel, k)) &&
    weight.every((filter) => filter.length === x.length);
  if (fits) return patch;
  const { x: _x, weight: _w, ...rest } = patch;
  return rest;
}
