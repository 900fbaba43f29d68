// A network 1 → units → units → 1 that learns to pass through points; run.py is its twin.
import { forward } from "../playground/net.js";
import { trainer } from "../playground/trainer.js";

const SETTINGS = {
  features: ["x1"],
  trainShare: 1,
  activation: "tanh",
  outputActivation: "linear",
  loss: "mse",
  optimizer: "adam",
};

// fit({ points, lr, units }): step() goes one step of Adam over all points; loss(); at(x, n) → what the network says
// at n places (valid until the next call); says()[i]: the same at point i; miss(): the largest error of one point; pull(points) moves what it is to meet.
export function fit({ points, lr, units }) {
  const n = points.length;
  const [x, y] = [new Float64Array(2 * n), new Float64Array(n)];
  points.forEach(([a, b], i) => {
    x[2 * i] = a;
    y[i] = b;
  });
  const run = trainer(
    { x, y, n, nClasses: 0 },
    { ...SETTINGS, hidden: [units, units], optimizerOptions: { lr }, batchSize: n },
  );
  const { train, net } = run;
  const at = (places, count) => forward(net, places, count);
  const says = new Float64Array(n);
  const height = (i) => train.targets[train.rows.indexOf(i)];
  const it = {
    steps: () => run.steps,
    step: () => run.step(),
    loss: () => run.evaluate("train").loss,
    at,
    says() {
      const out = at(train.x, n);
      for (let r = 0; r < n; r += 1) says[train.rows[r]] = out[r];
      return says;
    },
    params: net.params.length,
    miss: () => it.says().reduce((most, v, i) => Math.max(most, Math.abs(v - height(i))), 0),
    setRate(rate) {
      run.optimizer.options.lr = rate;
    },
    pull(moved) {
      for (let r = 0; r < n; r += 1) [train.x[r], train.targets[r]] = moved[train.rows[r]];
    },
  };
  return it;
}
