// What a matrix [[a, b], [c, d]] does to the plane: images, angles, and the directions that keep their line. No DOM.

const ZERO = 1e-12; // what rounding leaves of a zero
const HALF_TURN = Math.PI;
const CLOSE = 1e-9; // radians: a step may end on a line by itself

export const apply = ({ a, b, c, d }, [x1, x2]) => [a * x1 + b * x2, c * x1 + d * x2];
export const length = ([x1, x2]) => Math.hypot(x1, x2);
export const angle = ([x1, x2]) => Math.atan2(x2, x1);

// Degrees from x to y, counterclockwise, in (−180, 180]; NaN where one of them has no direction.
export function turn(x, y) {
  if (!length(x) || !length(y)) return Number.NaN;
  return (Math.atan2(x[0] * y[1] - x[1] * y[0], x[0] * y[0] + x[1] * y[1]) * 180) / Math.PI;
}

// The eigenvalues, largest first, each with a direction of length 1; null where every direction will do.
// None for a matrix that turns every arrow; one for a shear.
export function eigen({ a, b, c, d }) {
  const middle = (a + d) / 2;
  const half = (a - d) / 2;
  const under = half * half + b * c;
  if (under < -ZERO) return [];
  const root = Math.sqrt(Math.max(under < ZERO ? 0 : under, 0));
  if (root === 0) return [{ value: middle, direction: along({ a, b, c, d }, middle) }];
  return [middle + root, middle - root].map((value) => ({
    value,
    direction: along({ a, b, c, d }, value),
  }));
}

// (A − λI) v = 0: v is at right angles to both rows; the longer row says it more exactly.
function along({ a, b, c, d }, value) {
  const [first, second] = [
    [b, value - a],
    [value - d, c],
  ];
  const v = length(first) >= length(second) ? first : second;
  const size = length(v);
  if (size < ZERO) return null;
  const sign = v[0] < 0 || (v[0] === 0 && v[1] < 0) ? -1 : 1;
  return v.map((entry) => (sign * entry) / size || 0);
}

// How far a point lies from the line through 0 along a direction, and the foot on that line.
export function foot([x1, x2], [u1, u2]) {
  const t = x1 * u1 + x2 * u2;
  const distance = Math.abs(x1 * u2 - x2 * u1);
  return { distance, point: distance < ZERO ? [x1, x2] : [t * u1, t * u2] };
}

// The arrow a few degrees further round; it stops on a line that it would pass.
export function turned(x, degrees, lines) {
  const size = length(x);
  const from = angle(x);
  const to = from + (degrees * Math.PI) / 180;
  const between = lines
    .filter(Boolean)
    .flatMap((line) => [-2, -1, 0, 1, 2].map((k) => angle(line) + k * HALF_TURN))
    .filter((each) => each > from + CLOSE && each <= to + CLOSE);
  const at = Math.min(to, ...between);
  return { arrow: [size * Math.cos(at), size * Math.sin(at)], landed: between.length > 0 };
}
