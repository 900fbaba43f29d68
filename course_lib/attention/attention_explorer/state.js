// What the attention explorer shows, from its settings alone. No DOM.
import { backward, entropy, forward, POSITIONS } from "./attend.js";
import { gather, meant, overAll, placed } from "./lesson.js";
import { KINDS, PAD, rowsOf, tokensOf } from "./tokens.js";

const FAR = 9;
const clip = (v) => Math.min(FAR, Math.max(-FAR, v));

// May the word at i look at the word at j?
const LOOKS = {
  none: () => true,
  causal: (_words, i, j) => j <= i,
  padding: (words, _i, j) => words[j] !== PAD,
};

export function analyse(state, lesson) {
  const { vectors, positions, heads, mask, scale, train } = state;
  const words = tokensOf(state.sentence);
  const pick = Math.min(state.pick, words.length) - 1;
  const seen = words.map((_, i) => words.map((_w, j) => LOOKS[mask](words, i, j)));
  const by = scale ? 1 / Math.SQRT2 : 1;
  const each = Array.from({ length: heads }, (_, head) => {
    const qkv = placed(words, vectors, head, positions);
    return { ...qkv, ...forward(qkv, seen, by) };
  });
  const out = words.map((_, t) => [0, 1].map((i) => each.reduce((total, one) => total + one.out[t][i], 0)));
  const noun = train === "all" ? meant(words, pick, lesson) : null;
  const target = noun ? lesson.nouns[noun].code : state.target;
  const g = out[pick].map((v, i) => v - target[i]);
  const loss = (g[0] ** 2 + g[1] ** 2) / 2;
  const back = each.map((one) => backward(one, one.weights, pick, g, by));
  const head = Math.min(state.head, heads) - 1;
  const common = { words, pick, seen, by, each, back, head, heads, positions, out, noun, target, g, loss };
  return {
    ...common,
    one: { ...each[head], ...back[head] },
    entropy: each[head].weights.map(entropy),
  };
}

// The same, and where the head learns from all sentences also how it does there.
export function judged(state, lesson) {
  const one = analyse(state, lesson);
  return { ...one, all: state.train === "all" ? overAll(state, lesson, one.by) : null };
}

// The gradient for each word that descent follows: of the loss in sight, or of the mean over all sentences.
export function gradients(all) {
  if (all.all) return all.all.grads;
  const grads = {};
  all.back.forEach((one, head) => {
    gather(grads, { ...all, head }, one);
  });
  return grads;
}

// One step down: every arrow goes against its gradient. null where nothing is left to go.
export function further(state, lesson) {
  const grads = gradients(judged(state, lesson));
  const steepest = Math.max(...Object.values(grads).flat(2).map(Math.abs));
  if (steepest < 1e-6) return null;
  const vectors = { ...state.vectors };
  for (const [word, rows] of Object.entries(grads)) {
    const given = rowsOf(vectors, word).slice(0, 3 * state.heads);
    const others = rowsOf(vectors, word).slice(3 * state.heads);
    const next = given.map((row, r) => row.map((v, i) => clip(v - state.lr * rows[r][i])));
    vectors[word] = [...next, ...(vectors[word]?.length > next.length ? others : [])];
  }
  return { vectors, way: "backward" };
}

// The arrow that a hand moves at its place in the sentence: the word's own one is without the position.
export function pulled(state, { word, t, head, kind }, there) {
  const rows = rowsOf(state.vectors, word).slice(
    0,
    3 * Math.max(head + 1, (state.vectors[word] ?? []).length / 3),
  );
  rows[3 * head + KINDS.indexOf(kind)] = POSITIONS[state.positions].back(there, t, kind).map(clip);
  return { vectors: { ...state.vectors, [word]: rows } };
}

// A link may say any text and any arrows: only what can be read is let in.
export function agree(patch) {
  const { sentence, vectors, ...rest } = patch;
  const fits = Object.values(vectors ?? {}).every(
    (rows) =>
      Array.isArray(rows) &&
      [3, 6].includes(rows.length) &&
      rows.every((row) => Array.isArray(row) && row.length === 2 && row.every((v) => typeof v === "number")),
  );
  const kept = vectors && fits ? { ...rest, vectors } : rest;
  if (sentence === undefined) return kept;
  try {
    tokensOf(sentence);
    return { ...kept, sentence };
  } catch {
    return kept;
  }
}
