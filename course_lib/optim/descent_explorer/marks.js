// How a race looks, in pixels. No DOM.

const FAR = 5000; // px: what lies farther out is drawn only that far, in its true direction

// Path data of the line through points [x, y], without those closer than a pixel to the last one; with `step`, of a
// dot at each point that lies at least so far from the one before.
export function trace(points, step) {
  let d = "";
  let [px, py] = [0, 0];
  points.forEach(([x, y], t) => {
    const far = Math.max(Math.abs(x - px), Math.abs(y - py));
    if (t && (step ? far < step : far < 1 && t < points.length - 1)) {
      if (step) [px, py] = [x, y];
      return;
    }
    const part = Math.min(1, FAR / far);
    [px, py] = [px + (x - px) * part, py + (y - py) * part];
    d += `${t && !step ? "L" : "M"}${px.toFixed(1)} ${py.toFixed(1)}${step ? "h0" : ""}`;
  });
  return d;
}

// The domain, widened until it holds the start and has the picture's shape: both axes have one scale, so that
// the gradient stands upright on the lines of equal height.
export function picture(domain, start, aspect) {
  const [[x0, x1], [y0, y1]] = domain.map(([low, high], i) => [
    Math.min(low, start[i]),
    Math.max(high, start[i]),
  ]);
  const height = Math.max(y1 - y0, (x1 - x0) / aspect);
  return [
    [x0 + x1, aspect * height],
    [y0 + y1, height],
  ].map(([sum, size]) => [(sum - size) / 2, (sum + size) / 2]);
}

// Exponents [low, high] of the powers of ten that hold all heights, nine decades at most, and of a run that leaves
// only a thousand times its first height.
export function decades(paths, floor) {
  const of = (some) => some.map(({ loss }) => loss - floor).filter((v) => v > 0);
  const all = of(paths.flat());
  if (!all.length) return [-2, 0]; // all stand in the minimum
  const most = Math.min(Math.max(...all), 1e3 * Math.max(...of(paths.map((path) => path[0]))));
  const high = Math.ceil(Math.log10(most) + 1e-9);
  return [Math.max(high - 9, Math.min(high - 2, Math.floor(Math.log10(Math.min(...all))))), high];
}
