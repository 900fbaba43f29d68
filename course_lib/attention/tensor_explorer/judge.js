// What was to be found, against what is chosen: { right, ... } with the numbers that decide. No DOM.
import { decides } from "./lens.js";
import { numbersOf, viewOf } from "./views.js";

const [ENOUGH, CLOSE, ROUND] = [20, 0.05, 1e-4]; // characters read; shares that count as equal; of a sum

const best = (values) => values.reduce((most, v, i) => (v > values[most] ? i : most), 0);

const JUDGES = {
  // the head that looks at the character just before, over all that was read
  before({ block, head }, { reading, ids }) {
    if (ids.length < ENOUGH) return { code: "early", need: ENOUGH };
    const shares = reading.before.flatMap((each) => Array.from(each, (sum) => sum / (ids.length - 1)));
    const share = shares[(block - 1) * reading.heads + head - 1];
    return { code: share > Math.max(...shares) - CLOSE ? "right" : "wrong", share };
  },
  // a tensor all of whose rows add up to 1
  sum(state, it) {
    const view = viewOf({ ...state, way: "value", of: "tensor" }, it);
    const rows = view.sums === "row" ? view.rows : 1;
    const sums = Array.from({ length: rows }, (_, r) => numbersOf(view, r * view.columns).sum);
    const off = best(sums.map((sum) => Math.abs(sum - 1)));
    return { code: Math.abs(sums[off] - 1) < ROUND ? "right" : "wrong", sum: sums[off], row: off + 1 };
  },
  // the block that moves the likeliest furthest up against the second, or pulls it back least
  decides({ block }, { reading, model }) {
    const { first, second, moves } = decides(reading);
    const [a, b] = [first, second].map((k) => model.tokens[k]);
    return { code: best(moves) === block - 1 ? "right" : "wrong", move: moves[block - 1], a, b };
  },
};

export const judge = (state, it) => JUDGES[state.quest](state, it);
