// The sample that is shown: what the crew has written at a mark, or what the page writes once a setting is another.
import { sampleOf } from "./state.js";

export function sampler({ state, known, voice }) {
  let shown = { key: "", weights: null, text: "" };
  let asked = "";
  const now = () => {
    const { model, hidden, seed } = state;
    return JSON.stringify([state.corpus, model, hidden, seed, sampleOf(state, known())]);
  };
  function write() {
    const { beginning, length, ...how } = sampleOf(state, known());
    const { encode, decode } = known().vocabulary;
    return decode(voice().write(encode(beginning), length, how));
  }
  return {
    // What the crew is to write at the next mark.
    order() {
      asked = now();
      return sampleOf(state, known());
    },
    text({ weights, text }) {
      const key = now();
      if (shown.key === key && shown.weights === weights) return shown.text;
      const given = text !== null && shown.weights !== weights && asked === key;
      shown = { key, weights, text: given ? text : write() };
      return shown.text;
    },
  };
}
