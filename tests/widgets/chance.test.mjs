// draws.js and state.js of the chance explorer against course_lib, NumPy and SciPy.
import assert from "node:assert/strict";
import { test } from "node:test";
import {
  area,
  histogram,
  joint,
  moments,
  pairs,
  SOURCES,
  share,
  singles,
} from "../../course_lib/primer/chance_explorer/draws.js";
import { analyser } from "../../course_lib/primer/chance_explorer/state.js";
import { close, fixture } from "./fixtures.mjs";

const { sources, areas, pairs: twos } = fixture("chance");

test("draws, histograms, mean and spread equal NumPy", () => {
  for (const c of sources) {
    const told = `${c.source} ${c.seed}`;
    const draws = singles()(c.seed, c.n, c.source);
    close(draws.slice(0, 20), c.first, told);
    [2, 7, 200].forEach((bars, i) => {
      assert.deepEqual([...histogram(draws, bars)], c.counts[i], told);
    });
    const { mean, spread } = moments(draws);
    close(mean, c.mean, told);
    close(spread, c.spread, told, 1e-12, 1);
    if (c.n > 1) close(share(draws, mean - spread, mean + spread), c.usual, told);
    close(c.x.map(SOURCES[c.source].density), c.density, told);
  }
});

test("areas under the densities equal SciPy's", () => {
  for (const c of areas) close(area(SOURCES[c.source].density, c.low, c.high), c.area, JSON.stringify(c));
});

test("the shares of two things equal NumPy", () => {
  for (const c of twos) {
    const shares = joint(pairs()(c.seed, c.n), ...c.p, c.tie);
    for (const [name, value] of Object.entries(c.shares)) close(shares[name], value, `${c.n} ${name}`);
  }
});

test("draws that were made stay, whatever was asked for before", () => {
  const made = singles();
  const few = [...made(3, 7, "bell")];
  made(3, 9000, "bell");
  assert.deepEqual([...made(3, 7, "bell")], few);
  made(4, 50, "bell");
  made(3, 50, "waits");
  assert.deepEqual([...made(3, 7, "bell")], few);
});

test("the areas of the bars add up to the share of draws that the picture holds", () => {
  const state = { mode: "one", source: "waits", n: 3000, bars: 37, seed: 5, between: [1, 2] };
  const a = analyser()({ ...state, height: "density" });
  assert.ok(a.outside > 0);
  close(a.heights.reduce((sum, v) => sum + v, 0) * a.width, 1 - a.outside / 3000, "areas");
  const b = analyser()({ ...state, height: "share" });
  close(
    b.heights.map((v) => v / b.width),
    a.heights,
    "heights",
  );
});
