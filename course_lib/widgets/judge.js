// What an answer is worth. No DOM. Each judge returns { right, text, exact }: right is null for an opinion.

// "1/3", "0,25", "−2" and "1e-3" are numbers too.
export function parseNumber(text) {
  const [top, bottom, ...rest] = text
    .trim()
    .replace(/\s/g, "")
    .replace(/−/g, "-")
    .replace(/,/g, ".")
    .split("/");
  const value = (t) => (/^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(t) ? Number(t) : NaN);
  if (rest.length) return NaN;
  return bottom === undefined ? value(top) : value(top) / value(bottom);
}

// The tolerance decides, then the nearest of the typical wrong values.
function number(typed, { answer, tolerance, feedback, right_text, hint }) {
  const off = (v) => Math.abs(typed - v);
  if (off(answer) <= tolerance) {
    const exact = off(answer) <= 1e-9 * Math.max(1, Math.abs(answer));
    return { right: true, text: right_text, exact };
  }
  const [known] = feedback.filter(([v]) => off(v) <= tolerance).sort(([a], [b]) => off(a) - off(b));
  return { right: false, text: known ? known[1] : hint };
}

function choice(picked, { choices, right }) {
  return { right: right < 0 ? null : picked === right, text: choices[picked][1] };
}

// Of several places that are wrong, the first one with a word of its own answers.
function placed(given, { right, right_text, feedback, hint }, key) {
  const wrong = right.flatMap((want, i) => (given[i] === want ? [] : [key(want, i)]));
  if (!wrong.length) return { right: true, text: right_text };
  const known = wrong.map((k) => feedback.find(([at]) => at === k)).find(Boolean);
  return { right: false, text: known ? known[1] : hint };
}

function point([x, y], { answer, tolerance, feedback, right_text, hint }) {
  const off = ([a, b]) => Math.max(Math.abs(x - a) / tolerance[0], Math.abs(y - b) / tolerance[1]);
  if (off(answer) <= 1) return { right: true, text: right_text };
  const [known] = feedback.filter(([at]) => off(at) <= 1).sort(([a], [b]) => off(a) - off(b));
  return { right: false, text: known ? known[1] : hint };
}

const JUDGES = {
  choice,
  number,
  point,
  order: (given, asked) => placed(given, asked, (item) => item),
  label: (given, asked) => placed(given, asked, (_label, i) => i),
};

export const judge = (given, asked) => JUDGES[asked.kind](given, asked);

// The right answer in words, for the record; an opinion has none.
export function answerText(asked) {
  const { kind, right, unit } = asked;
  if (kind === "choice") return right < 0 ? "" : asked.choices[right][0];
  if (kind === "order") return right.map((i) => asked.items[i]).join(", ");
  if (kind === "label") return asked.things.map((t, i) => `${t}: ${asked.labels[right[i]]}`).join(", ");
  const told = (v) => String(Number(v.toPrecision(4)));
  if (kind === "point") return `(${asked.answer.map(told).join(", ")})`;
  return told(asked.answer) + (unit ? ` ${unit}` : "");
}
