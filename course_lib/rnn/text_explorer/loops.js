// All that the engines compute beside products: as JavaScript in plain.js, and compiled by tools/assemble.mjs, four numbers at a
// time, in compiled.js. In fours: none is left over, since hidden sizes are multiples of four, and since a room has zeros up to the
// next multiple.
export { addRows, fillRows } from "./biases.js";
export { gruBack, gruStep, lstmBack, lstmStep, rnnBack, rnnStep } from "./gates.js"; // in fours
export { gelu, geluBack, norm, normBack, turnRows } from "./gpt_parts.js"; // in fours
export { adamwStep, squares, towards } from "./learning.js"; // in fours
export { addAt, lookUp, packColumns, packRows } from "./rows.js"; // in fours
export { oneLess, softmaxBack, softmaxRows } from "./softmax.js";
