// What the network says everywhere: maps of the plane, one a neuron.

import { expandFeatures } from "./data.js";
import { forward } from "./net.js";

// The inputs at the centers of size × size pixels over [-reach, reach]²; row 0 is the top, where x2 is largest.
// Made once for a choice of features. `features` holds one map an input.
export function makeGrid(names, size, reach = 6) {
  const at = (i) => reach * ((2 * i + 1) / size - 1);
  const points = Float64Array.from({ length: 2 * size * size }, (_, k) => {
    const pixel = k >> 1;
    return k % 2 ? -at(Math.floor(pixel / size)) : at(pixel % size);
  });
  const x = expandFeatures(points, names);
  const features = names.map((_, j) =>
    Float64Array.from({ length: size * size }, (__, p) => x[p * names.length + j]),
  );
  return { size, inputs: names.length, x, features };
}

// maps[k][o] (size²): activation of unit o of layer k at each pixel; the last layer's are the outputs.
// Hand the maps back in to fill them again. Row by row, so that a row's activations stay in the cache.
export function evaluateGrid(net, { size, inputs, x }, maps = emptyMaps(net, size)) {
  for (let row = 0; row < size; row += 1) {
    forward(net, x.subarray(row * size * inputs, (row + 1) * size * inputs), size);
    net.layers.forEach(({ outputs, a }, k) => {
      for (let o = 0; o < outputs; o += 1) {
        const map = maps[k][o];
        for (let c = 0; c < size; c += 1) map[row * size + c] = a[c * outputs + o];
      }
    });
  }
  return maps;
}

const emptyMaps = (net, size) =>
  net.layers.map(({ outputs }) => Array.from({ length: outputs }, () => new Float64Array(size * size)));
