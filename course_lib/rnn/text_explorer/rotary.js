// Rotary positions: in each head, pair j of query and key (numbers j and j + half) is turned by the angle t · 1000^(-j / half)
// at position t. So their product knows only how far apart they are. (Su et al., RoFormer, 2021)
const BASE = 1000;

// Cosines and sines, (T, half), for a half that is a power of two. There is nothing in it but + - * / and roots: the cosines of
// engines differ in their last digits, and a seed shall give the same weights everywhere.
export function turns(T, half) {
  let step = BASE;
  for (let k = 1; k < half; k *= 2) step = Math.sqrt(step);
  const [cos, sin] = [new Float64Array(T * half), new Float64Array(T * half)];
  for (let j = 0, angle = 1; j < half; j += 1, angle /= step) {
    const [c, s] = [series(angle, 1), angle * series(angle, 2)];
    for (let t = 0, x = 1, y = 0; t < T; t += 1, [x, y] = [x * c - y * s, x * s + y * c]) {
      cos[t * half + j] = x;
      sin[t * half + j] = y;
    }
  }
  return { cos, sin, half };
}

// 1 − x²/(k(k + 1)) (1 − x²/((k + 2)(k + 3)) (…)): with k = 1 the cosine, with k = 2 the sine over x, for |x| ≤ 1.
function series(x, k) {
  let sum = 1;
  for (let i = k + 18; i >= k; i -= 2) sum = 1 - (sum * x * x) / (i * (i + 1));
  return sum;
}

// Turns `heads` heads from x[from] on, in place; at: the position; sign −1 turns back.
export function turn(x, from, heads, { cos, sin, half }, at, sign = 1) {
  for (let head = 0, p = from; head < heads; head += 1, p += half)
    for (let k = at * half, end = k + half; k < end; k += 1, p += 1) {
      const u = x[p];
      const v = x[p + half];
      const s = sign * sin[k];
      x[p] = u * cos[k] - v * s;
      x[p + half] = u * s + v * cos[k];
    }
}
