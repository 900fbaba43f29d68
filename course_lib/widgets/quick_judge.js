// What a typed answer is worth. No DOM.

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

// { right, text } for a typed number: the tolerance decides, then the nearest of the typical wrong values.
export function judge(typed, { answer, tolerance, feedback, right, hint }) {
  const off = (v) => Math.abs(typed - v);
  if (off(answer) <= tolerance) return { right: true, text: right };
  const [known] = feedback.filter(([v]) => off(v) <= tolerance).sort(([a], [b]) => off(a) - off(b));
  return { right: false, text: known ? known[1] : hint };
}
