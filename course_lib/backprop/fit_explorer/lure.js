// On the front page: while nobody has touched it, a point moves by itself whenever the network has learned, and the
// curve comes after it. A few times; then it rests.
const MOVES = [
  [2, -0.5],
  [7, -0.35],
  [5, 0.65],
  [2, 0.62],
  [8, -0.6],
  [5, -0.6],
  [7, 0.55],
  [8, 0.72],
];
const PAUSE = 1200; // ms of rest before a point goes
const FRAMES = 40; // that it takes

// points(): as they stand, to be written; moved(): one has gone a little
export function lure({ points, moved }) {
  let next = 0;
  let waiting = null;
  let request = null;
  let over = false;
  const stop = () => {
    over = true;
    clearTimeout(waiting);
    cancelAnimationFrame(request);
  };
  const go = () => {
    const [i, to] = MOVES[next];
    next += 1;
    const from = points()[i][1];
    let frame = 0;
    const on = () => {
      frame += 1;
      const t = frame / FRAMES;
      points()[i][1] = t < 1 ? from + (to - from) * t * t * (3 - 2 * t) : to;
      moved();
      if (frame < FRAMES) request = requestAnimationFrame(on);
    };
    request = requestAnimationFrame(on);
  };
  const rested = () => {
    if (over || next === MOVES.length) return;
    clearTimeout(waiting);
    waiting = setTimeout(go, PAUSE);
  };
  return { rested, stop };
}
