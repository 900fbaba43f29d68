// The loops of a GPTReader; see loops.js.
export { gelu, norm } from "./gpt_parts.js";
export { packColumns, packRows } from "./rows.js";
export { softmaxRows } from "./softmax.js";
