// All that computes, without a document. The bundler makes one function of it: the page calls it, and its text is the
// whole program of a worker. So these modules are there once, and other modules take them from here.
export { gauge, survey } from "./gauge.js";
export { evaluateGrid, makeGrid } from "./grid.js";
export { serve } from "./serve.js";
export {
  agree,
  ask,
  build,
  classesOf,
  completed,
  dataOf,
  LIVE,
  rewind,
  signature,
  sizesOf,
  tune,
  valuesAt,
  whole,
} from "./state.js";

export const program = null; // in a bundle: that function
