// When there is nothing more to learn.
const ENOUGH = 2e-4; // of the loss: the eye hardly sees what is left
const LONG = 1200; // steps: a loss may lie on a plateau for 600 of them, and fall again
const SLOWER = 0.98; // of the loss before them is hardly lower

// watch(step) begins at this step; the function says of each later step whether there is nothing more to learn
export function watch(start) {
  let before = [start, Infinity]; // step and loss of the last look back
  return (now, loss) => {
    if (loss < ENOUGH || !Number.isFinite(loss)) return true;
    if (now - before[0] < LONG) return false;
    const slow = loss > SLOWER * before[1];
    before = [now, loss];
    return slow;
  };
}
