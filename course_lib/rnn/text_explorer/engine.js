// All that computes, without a document. The bundler makes one function of it: the page calls it, and its text is the
// whole program of a worker. So these modules are there once, and other modules take them from here.
export { bigram, bigramLoss } from "./bigram.js";
export { corpus } from "./corpus.js";
export { countOf } from "./models.js";
export { draw, nextCharDistribution } from "./sampling.js";
export { fastest, serve } from "./serve.js";
export { trained } from "./trained.js";
export { settingsOf } from "./training.js";
export { goOn, Writer } from "./writer.js";

export const program = null; // in a bundle: that function
