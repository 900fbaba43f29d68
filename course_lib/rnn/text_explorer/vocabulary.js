// Vocabulary(text, specials=()) of course_lib: the more frequent a character, the smaller its number; of equally frequent
// ones the smaller code comes first.
export function vocabulary(text) {
  const counts = new Map();
  for (const char of text) counts.set(char, (counts.get(char) ?? 0) + 1);
  const before = (a, b) => counts.get(b) - counts.get(a) || a.codePointAt(0) - b.codePointAt(0);
  const tokens = [...counts.keys()].sort(before);
  const numbers = new Map(tokens.map((char, k) => [char, k]));
  return {
    tokens,
    encode: (chars) => Int32Array.from(chars, numberOf),
    decode: (ids) => Array.from(ids, (k) => tokens[k]).join(""),
  };

  function numberOf(char) {
    if (!numbers.has(char)) throw new RangeError(`${JSON.stringify(char)} is not in the text`);
    return numbers.get(char);
  }
}
