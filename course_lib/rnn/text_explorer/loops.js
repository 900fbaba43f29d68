// All that the engines compute beside products: as JavaScript in plain.js, and compiled by tools/assemble.mjs, four numbers at a
// time, in compiled.js.

export { gruBack, gruStep, lstmBack, lstmStep, rnnBack, rnnStep } from "./gates.js";
export { gelu, geluBack, norm, normBack, turnRows } from "./gpt_parts.js";
export { adamwStep, squares, towards } from "./learning.js";
export { addAt, addRows, fillRows, lookUp, packColumns, packRows } from "./rows.js";
export { oneLess, softmaxBack, softmaxRows } from "./softmax.js";
