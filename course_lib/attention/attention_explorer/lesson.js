// Which noun does the pronoun mean? The 96 sentences of lesson.py, their loss and their gradient. No DOM.
// lesson: { nouns: { girl: { agrees: "she", code: [x, y] } }, verbs: […] }
import { backward, forward, POSITIONS } from "./attend.js";
import { KINDS, rowsOf } from "./tokens.js";

const TASK = new Map();

export function sentencesOf({ nouns, verbs }) {
  const key = JSON.stringify([nouns, verbs]);
  if (!TASK.has(key)) TASK.set(key, listed(nouns, verbs));
  return TASK.get(key);
}

function listed(nouns, verbs) {
  const names = Object.keys(nouns);
  const agrees = (noun) => nouns[noun].agrees;
  return names.flatMap((one) =>
    verbs.flatMap((verb) =>
      names
        .filter((other) => agrees(one) !== agrees(other))
        .flatMap((other) => [one, other].map((noun) => ({ words: [one, verb, other, agrees(noun)], noun }))),
    ),
  );
}

// The last noun before a pronoun that agrees with it.
export function meant(words, pick, { nouns }) {
  const fits = words.slice(0, pick).filter((word) => nouns[word]?.agrees === words[pick]);
  return fits.at(-1) ?? null;
}

// Queries, keys and values of one head, each at its place in the sentence.
export function placed(words, vectors, head, positions) {
  const { put } = POSITIONS[positions];
  const rows = words.map((word) => rowsOf(vectors, word));
  return Object.fromEntries(
    KINDS.map((kind, i) => [kind, rows.map((row, t) => put(row[3 * head + i], t, kind))]),
  );
}

// How far from its code each of the 96 outputs ends: the mean loss, how many are nearest to the right code, and the
// gradient of the mean for each word.
export function overAll(state, lesson, by) {
  const { vectors, positions, heads } = state;
  const all = sentencesOf(lesson);
  const names = Object.keys(lesson.nouns);
  const grads = {};
  let [loss, right] = [0, 0];
  for (const { words, noun } of all) {
    const pick = words.length - 1;
    const seen = words.map(() => words.map(() => true)); // nothing comes after the pronoun
    const each = Array.from({ length: heads }, (_, head) => {
      const qkv = placed(words, vectors, head, positions);
      return { qkv, ...forward(qkv, seen, by) };
    });
    const out = [0, 1].map((i) => each.reduce((total, one) => total + one.out[pick][i], 0));
    const away = (code) => (out[0] - code[0]) ** 2 + (out[1] - code[1]) ** 2;
    const { code } = lesson.nouns[noun];
    const near = names.reduce((a, b) => (away(lesson.nouns[b].code) < away(lesson.nouns[a].code) ? b : a));
    loss += away(code) / 2 / all.length;
    right += near === noun ? 1 : 0;
    const g = out.map((v, i) => (v - code[i]) / all.length);
    each.forEach(({ qkv, weights }, head) => {
      gather(grads, { words, pick, head, positions }, backward(qkv, weights, pick, g, by));
    });
  }
  return { loss, right, count: all.length, grads };
}

// Adds the gradients of one head to those of its words: what a word is used for twice counts twice.
export function gather(grads, { words, pick, head, positions }, { dq, dk, dv }) {
  const { grad } = POSITIONS[positions];
  const add = (t, kind, g) => {
    const word = words[t];
    grads[word] ??= Array.from({ length: 6 }, () => [0, 0]);
    const place = grads[word][3 * head + KINDS.indexOf(kind)];
    grad(g, t, kind).forEach((v, i) => {
      place[i] += v;
    });
  };
  add(pick, "q", dq);
  words.forEach((_, t) => {
    add(t, "k", dk[t]);
    add(t, "v", dv[t]);
  });
}
