// Which model stands behind a name: a cell that carries a state, or the GPT.
import { CharModel } from "./char_model.js";
import { GPT } from "./gpt.js";
import { gptShapes, initializeGpt } from "./gpt_parameters.js";
import { GPTReader } from "./gpt_reader.js";
import { shapesOf, sizeOf } from "./parameters.js";

export const modelOf = (settings, engine) =>
  settings.cell === "gpt" ? new GPT(settings, engine) : new CharModel(settings, engine);

// One that reads a single text, character by character, as it is before it has learned.
export function readerOf(settings, engine) {
  if (settings.cell !== "gpt") return new CharModel({ ...settings, n: 1, T: 1 }, engine);
  const reader = new GPTReader(settings, engine);
  initializeGpt(reader.params, reader.shapes, settings);
  return reader;
}

// How many numbers it learns.
export const countOf = (settings) =>
  sizeOf(settings.cell === "gpt" ? gptShapes(settings) : shapesOf(settings));
