// What the text explorer shows, from its settings, its text and its run. No DOM.
import { random } from "../../widgets/ui/random.js";
import { draw, nextCharDistribution } from "./engine.js";

export const START = "\n"; // before the first character
export const LONGEST = 40; // of a typed beginning
export const MOST = 200; // characters written one by one
const LENGTHS = { names: 110, shakespeare: 180 }; // of a sample
const TYPED = /^[A-Za-z $&',.:;?!3-]*$/;

export const learns = ({ model }) => !["bigram", "trained"].includes(model);

// The model that learns beside it from the same compute, if there is one; it has its own size.
export const rivalOf = (state) =>
  learns(state) && state.beside && state.beside !== "none" ? { model: state.beside } : null;

// The trained model knows Shakespeare alone: what another choice by hand takes with it.
export function together(patch, state) {
  if (patch.model === "trained") return { ...patch, corpus: "shakespeare" };
  return patch.corpus === "names" && state.model === "trained" ? { ...patch, model: "gru" } : patch;
}

export const how = ({ temperature, top_k: topK, top_p: topP }) => ({ temperature, topK, topP });

// What the text has of these characters; names have small letters only.
export const readable = (chars, known) =>
  [...(known.list ? chars.toLowerCase() : chars)].filter((char) => known.vocabulary.tokens.includes(char));

// What is to be written at a mark of the run, and what the page itself writes at rest.
export const sampleOf = (state, known) => ({
  beginning: START + readable(state.beginning, known).join(""),
  length: LENGTHS[state.corpus],
  seed: state.draw_seed,
  ...how(state),
});

// voice: see voices.js. The chances are those from which the last character was drawn, or the first will be.
export function distribution(state, known, voice) {
  const beginning = readable(state.beginning, known);
  const written = readable(state.written, known);
  const ids = known.vocabulary.encode([START, ...beginning, ...written.slice(0, -1)]);
  const logits = voice.read(ids);
  const last = written.at(-1);
  return {
    beginning: beginning.join(""),
    written: written.join(""),
    tokens: known.vocabulary.tokens,
    logits,
    chances: nextCharDistribution(logits, how(state)),
    chosen: last === undefined ? -1 : known.vocabulary.tokens.indexOf(last),
  };
}

// One more character: the seed of the draws says which.
export function oneMore(state, known, voice) {
  const written = readable(state.written, known);
  if (written.length >= MOST) return null;
  const ids = known.vocabulary.encode([START, ...readable(state.beginning, known), ...written]);
  const rng = random(state.draw_seed);
  for (let k = 0; k < written.length; k += 1) rng.uniform();
  const id = draw(nextCharDistribution(voice.read(ids), how(state)), rng.uniform());
  return written.join("") + known.vocabulary.tokens[id];
}

// A link may say any text: only what some text has is let in; and no trained model of the names.
export function agree({ beginning, written, ...rest }, state) {
  const { corpus, model } = { ...state, ...rest };
  if (model === "trained" && corpus === "names") for (const name of ["corpus", "model"]) delete rest[name];
  const fits = (text, most) =>
    text !== undefined && text.length <= most && TYPED.test(text.replaceAll("\n", ""));
  return {
    ...rest,
    ...(fits(beginning, LONGEST) && !beginning.includes("\n") && { beginning }),
    ...(fits(written, MOST) && { written }),
  };
}
