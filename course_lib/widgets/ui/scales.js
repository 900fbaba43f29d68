// Numbers to pixels and to words. No DOM.

export const clamp = (v, lo, hi) => Math.min(hi, Math.max(lo, v));

export function linear([d0, d1], [r0, r1]) {
  const k = (r1 - r0) / (d1 - d0);
  const scale = (v) => r0 + (v - d0) * k;
  return Object.assign(scale, { domain: [d0, d1], range: [r0, r1], invert: (p) => d0 + (p - r0) / k });
}

export function log([d0, d1], range) {
  const inner = linear([Math.log10(d0), Math.log10(d1)], range);
  const scale = (v) => inner(Math.log10(v));
  return Object.assign(scale, { domain: [d0, d1], range, invert: (p) => 10 ** inner.invert(p) });
}

// A step of 1, 2 or 5 times a power of ten that cuts `span` into about n parts.
export function snapStep(span, n) {
  const raw = span / n;
  const power = 10 ** Math.floor(Math.log10(raw));
  const m = raw / power;
  return (m < 1.5 ? 1 : m < 3.5 ? 2 : m < 7.5 ? 5 : 10) * power;
}

export function ticks([lo, hi], n = 5) {
  const step = snapStep(hi - lo, n);
  const first = Math.ceil(lo / step - 1e-9);
  const last = Math.floor(hi / step + 1e-9);
  return Array.from({ length: last - first + 1 }, (_, i) => roundTo((first + i) * step, step));
}

// The nearest multiple of `step`, without the tail of binary fractions (0.30000000000000004).
export function roundTo(v, step) {
  const digits = Math.max(0, 2 - Math.floor(Math.log10(step)));
  return Number((Math.round(v / step) * step).toFixed(Math.min(digits, 15)));
}

// A number for people: a true minus sign, about `digits` significant digits, no noise around zero.
export function format(v, digits = 3) {
  if (!Number.isFinite(v)) return Number.isNaN(v) ? "–" : v > 0 ? "∞" : "−∞";
  const size = Math.abs(v);
  if (size < 1e-10) return "0";
  // so small that the places below would show it as 0
  if (size >= 1e6 || size < Math.max(1e-4, 10 ** -(digits + 1)))
    return v
      .toExponential(Math.min(2, digits - 1))
      .replace(/\.?0*e\+?/, "e")
      .replace(/-/g, "−");
  const places = clamp(digits - 1 - Math.floor(Math.log10(size)), 0, digits + 1);
  return v
    .toFixed(places)
    .replace(/(\.\d*?)0+$/, "$1")
    .replace(/\.$/, "")
    .replace("-", "−");
}
