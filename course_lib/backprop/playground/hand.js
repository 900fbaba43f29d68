// The cursor on the plane: by mouse, finger or keys. With data of one's own it adds, moves and removes points.
import { clamp, roundTo } from "../../widgets/ui.js";
import { REACH } from "./maps.js";

const NEAR = 0.4; // how far from a point the cursor still means it
const MOST = 500; // points drawn by hand
const KEYS = { ArrowRight: [1, 0], ArrowLeft: [-1, 0], ArrowUp: [0, 1], ArrowDown: [0, -1] };

const inside = (v) => clamp(roundTo(v, 0.1), -REACH, REACH);

// at: [x1, x2] or null; size: pixels a side; nearest(): the point that is meant, or -1.
export function hand({ state, view, run, area, seen, change, redraw }) {
  const it = {
    at: null,
    size: 0,
    nearest: ([a, b] = it.at) => {
      const { x, n } = run().data;
      let [best, least] = [-1, NEAR];
      for (let i = 0; i < n; i += 1) {
        const d = Math.hypot(x[2 * i] - a, x[2 * i + 1] - b);
        if (d < least && seen(i)) [best, least] = [i, d];
      }
      return best;
    },
    move(spot) {
      it.at = spot;
      redraw();
    },
  };
  const points = (list) => change({ points: list });
  const own = {
    drawn: () => state.data === "own",
    put: (i) => points(state.points.map((p, k) => (k === i ? [...it.at.map(inside), p[2]] : p))),
    add: () =>
      state.points.length < MOST &&
      points([...state.points, [...it.at.map(inside), Math.min(view.brush, state.n_classes - 1)]]),
    // the training point that is meant goes through the network
    choose() {
      const row = run().train.rows.indexOf(it.nearest());
      if (row >= 0 && state.flow === "point") change({ point: row });
    },
    remove: () => points(state.points.filter((_, k) => k !== it.nearest())),
  };
  listen(area, state, it, own);
  return it;
}

function listen(area, state, it, own) {
  let held = -1;
  const on = (names, f) => {
    for (const each of names.split(" ")) area.addEventListener(each, f);
  };
  const spot = ({ offsetX, offsetY }) =>
    [((2 * offsetX) / it.size - 1) * REACH, (1 - (2 * offsetY) / it.size) * REACH].map((v) =>
      clamp(v, -REACH, REACH),
    );
  on("pointerdown", (event) => {
    if (event.button !== 0) return;
    it.move(spot(event));
    if (!own.drawn()) {
      own.choose();
      return;
    }
    held = it.nearest();
    if (held < 0) {
      held = state.points.length;
      own.add();
    }
    area.setPointerCapture(event.pointerId);
  });
  on("pointermove", (event) => {
    it.move(spot(event));
    if (held >= 0) own.put(held);
  });
  on("pointerup pointercancel", () => {
    held = -1;
  });
  on("pointerleave blur", () => {
    if (held < 0) it.move(null);
  });
  on("focus", () => {
    if (!it.at) it.move([0, 0]);
  });
  on("keydown", (event) => {
    it.at ??= [0, 0];
    const step = KEYS[event.key];
    if (step) it.move(it.at.map((v, i) => inside(v + step[i] * (event.shiftKey ? 1 : 0.2))));
    else if (event.key === "Enter") own.drawn() ? own.add() : own.choose();
    else if (/Delete|Backspace/.test(event.key) && own.drawn()) own.remove();
    else return;
    event.preventDefault();
  });
}
