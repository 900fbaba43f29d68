// What a pen writes into the strokes, and when it stops. No DOM.
const [MOST_STROKES, MOST_NUMBERS] = [12, 240]; // as widget.py says
const APART = 0.5; // px: nearer points are left out

// A pen that writes into `strokes`: begin(x, y), on(x, y), and which stroke it is at.
export function penOf({ get, put }) {
  const begin = (x, y) => {
    const strokes = get();
    if (strokes.length < MOST_STROKES) put([...strokes, [x, y]]);
  };
  const on = (x, y) => {
    const strokes = get();
    const last = strokes.at(-1);
    if (!last || Math.hypot(last.at(-2) - x, last.at(-1) - y) < APART) return;
    if (last.length < MOST_NUMBERS) put([...strokes.slice(0, -1), [...last, x, y]]);
    else if (strokes.length < MOST_STROKES) put([...strokes, [last.at(-2), last.at(-1), x, y]]);
  };
  return { begin, on };
}
