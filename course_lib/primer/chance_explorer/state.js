// What the chance explorer shows, from its settings alone: bars, moments, shares, code. No DOM.
import { area, histogram, joint, moments, pairs, SOURCES, share, singles } from "./draws.js";

// analyse(state) keeps the draws it has made, so that one more costs one more.
export function analyser() {
  const [one, two] = [singles(), pairs()];
  return (state) => (state.mode === "one" ? histogramOf(state, one) : squareOf(state, two));
}

function histogramOf(state, made) {
  const draws = made(state.seed, state.n, state.source);
  const { density } = SOURCES[state.source];
  const { mean, spread } = moments(draws);
  const width = 10 / state.bars;
  const counts = histogram(draws, state.bars);
  const unit = state.n * (state.height === "density" ? width : 1);
  const heights = counts.map((count) => count / unit);
  const [low, high] = state.between;
  return {
    draws,
    width,
    heights,
    tallest: Math.max(...heights),
    mean,
    spread,
    usual: share(draws, mean - spread, mean + spread),
    between: share(draws, low, high),
    area: area(density, low, high),
    outside: draws.length - counts.reduce((a, v) => a + v, 0),
    curve: (x) => density(x) * (state.height === "density" ? 1 : width),
  };
}

function squareOf({ seed, n, p_a, p_b, tie }, made) {
  const draws = made(seed, n);
  return { draws, shares: joint(draws, p_a, p_b, tie) };
}

// The course_lib call behind the current picture.
export function python({ mode, source, n, seed, bars, height, p_a, p_b, tie }) {
  const from = (name) => `from course_lib.primer.chance_explorer import ${name}`;
  if (mode === "two") {
    return [
      "import numpy as np",
      from("draw_pairs"),
      "",
      `happened = draw_pairs(${n}, tie=${tie}, seed=${seed}) < [${p_a}, ${p_b}]`,
      "share = happened.mean(axis=0)  # of the first, of the second",
      "both = np.mean(happened[:, 0] & happened[:, 1])",
      'print(f"both {both:.4f}, product {share[0] * share[1]:.4f}")',
    ].join("\n");
  }
  const per = height === "density" ? " / (n * (edges[1] - edges[0]))" : " / n";
  return [
    "import numpy as np",
    from("draw"),
    "",
    `n = ${n}`,
    `draws = draw("${source}", n, seed=${seed})`,
    "print(draws.mean(), draws.std())  # mean and spread",
    `counts, edges = np.histogram(draws, bins=${bars}, range=(0, 10))`,
    `heights = counts${per}`,
    "print(heights.max())  # of the tallest bar",
  ].join("\n");
}
