// optimizers.js against torch.optim.
import assert from "node:assert/strict";
import { test } from "node:test";
import { OPTIMIZERS, optimizer } from "../../course_lib/optim/optimizers.js";
import { random } from "../../course_lib/widgets/ui/random.js";
import { close, fixture } from "./fixtures.mjs";

const cases = fixture("optimizers");
const START = [1, -2, 0.5, 0];
const told = ({ name, options }) => `${name} ${JSON.stringify(options)}`;

// gradients p + noise, drawn as optimizer_fixtures.py draws them
function walk(opt, steps, params = Float64Array.from(START), rng = random(5)) {
  for (let t = 0; t < steps; t += 1)
    opt.step(
      params,
      params.map((p) => p + rng.normal()),
    );
  return params;
}

test("every optimizer is covered with its defaults and with every option", () => {
  for (const name of OPTIMIZERS) assert.equal(cases.filter((c) => c.name === name).length, 2, name);
  for (const name of OPTIMIZERS) {
    const known = Object.keys(optimizer(name, 1).options).filter(
      (key) => key !== "nesterov" && key !== "decoupled",
    );
    const tried = new Set([
      "lr",
      "momentum",
      "dampening",
      "eps",
      ...cases.flatMap((c) => Object.keys(c.options)),
    ]);
    for (const key of known) assert.ok(tried.has(key), `${name} ${key}`);
  }
});

test("after 100 steps parameters and both averages equal torch's", () => {
  for (const c of cases) {
    const opt = optimizer(c.name, 4, c.options);
    assert.equal(opt.options.lr, c.lr);
    close(walk(opt, 100), c.end, told(c), 1e-12, 1e-2);
    if (c.m) close(opt.m, c.m, `m, ${told(c)}`, 1e-12, 1e-2);
    if (c.v) close(opt.v, c.v, `v, ${told(c)}`, 1e-12);
  }
});

test("Adam's first step is as long as the rate, whatever the gradient's size", () => {
  for (const size of [1e-3, 1, 1e3]) {
    const p = new Float64Array(1);
    optimizer("adam", 1, { lr: 0.1 }).step(p, [-size]);
    close(p[0], 0.1 / (1 + 1e-8 / size), `gradient ${size}`);
  }
});

test("a restored optimizer goes on as if nothing had happened", () => {
  for (const name of OPTIMIZERS) {
    const opt = optimizer(name, 4, { lr: 0.05 });
    const params = walk(opt, 10);
    const [kept, held] = [opt.snapshot(), params.slice()];
    const first = walk(opt, 5, params.slice(), random(9));
    opt.restore(kept);
    assert.deepEqual(walk(opt, 5, held, random(9)), first, name);
    assert.equal(opt.steps, 15);
  }
});

test("a rate changed between steps is the rate of the next step", () => {
  const opt = optimizer("sgd", 1, { lr: 1 });
  const p = new Float64Array(1);
  opt.step(p, [1]);
  opt.options.lr = 0.1;
  opt.step(p, [1]);
  close(p, [-1.1], "p");
});
