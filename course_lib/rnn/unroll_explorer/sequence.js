// A typed sequence, as steps_of in cell.py reads it. No DOM.
export const [STEPS, FAR] = [24, 9];
const NUMBER = /^[+−-]?([0-9]+(\.[0-9]+)?|\.[0-9]+)$/;

// The tokens and their numbers; an Error says what cannot be read.
export function stepsOf(text) {
  const words = text.split(/[\s,;]+/).filter(Boolean);
  const tokens = words.flatMap((word) => (NUMBER.test(word) ? [word] : [...word]));
  const steps = tokens.map((token) => ({ token, x: numberOf(token) }));
  if (steps.length < 1 || steps.length > STEPS)
    throw new Error(`A sequence has 1 to ${STEPS} steps, this one has ${steps.length}.`);
  return steps;
}

function numberOf(token) {
  if (NUMBER.test(token)) {
    const value = Number(token.replace("−", "-"));
    if (Math.abs(value) > FAR)
      throw new Error(`${token} lies beyond ±${FAR}. Steps need a space between them.`);
    return value;
  }
  if (/^[a-z]$/i.test(token)) return (25 - 2 * (token.toLowerCase().charCodeAt(0) - 97)) / 25;
  if (token !== ".") throw new Error(`${token} is no number, no letter from a to z and no dot.`);
  return 0;
}

// The same sequence with another number at step t, counted from 0.
export const replaced = (text, t, x) =>
  stepsOf(text)
    .map(({ token }, i) => (i === t ? String(x) : token))
    .join(" ");
