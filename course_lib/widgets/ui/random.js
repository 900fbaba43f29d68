// A seeded generator (mulberry32, T. Ettinger 2017, public domain,
// https://gist.github.com/tommyettinger/46a874533244883189143505d203312c): the same seed gives the same run on
// every machine. Its twin in Python is course_lib/mulberry.py.
export function random(seed) {
  const a = Int32Array.of(seed); // a variable would be a new object in memory at every draw
  const uniform = () => {
    a[0] += 0x6d2b79f5;
    let t = Math.imul(a[0] ^ (a[0] >>> 15), 1 | a[0]);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
  // Box-Muller; 1 - u keeps the logarithm finite.
  const normal = () => Math.sqrt(-2 * Math.log(1 - uniform())) * Math.cos(2 * Math.PI * uniform());
  return { uniform, normal };
}
