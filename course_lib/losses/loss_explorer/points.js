// The things to hold in the loss explorer: the points, and the ends of your fit.
import { clamp, format, handle, roundTo, s, snapStep } from "../../widgets/ui.js";

const DOT = 6;
const MOST = 30; // points

// shape(i, { x, y, ... }) draws point i: a disc, or a diamond for the outlier.
export function points({ data, state, byHand, redraw }) {
  let picked = -1;
  const shape = (i, { x = 0, y = 0, ...more } = {}) => {
    const props = { class: i === picked ? "dot picked" : "dot", ...more };
    return i === state.outlier
      ? s("path", { ...props, d: `M${x} ${y - 9}l9 9l-9 9l-9-9z` })
      : s("circle", { ...props, cx: x, cy: y, r: DOT });
  };
  const pick = (i) => {
    if (picked === i) return;
    picked = i;
    redraw();
  };
  const add = () => {
    if (state.points.length >= MOST) return;
    picked = state.points.length;
    byHand({ points: [...state.points, newPoint(state)] });
  };
  const removeAt = (i) => {
    if (state.points.length <= 2) return;
    const outlier = i === state.outlier ? -1 : state.outlier - (i < state.outlier ? 1 : 0);
    picked = -1;
    byHand({ points: state.points.filter((_, k) => k !== i), outlier });
  };
  const remove = () => removeAt(picked >= 0 ? picked : state.points.length - 1);

  // Keeps one handle a point; handles survive a drag, so that focus and pointer stay with them.
  const ends = [0, 1].map((side) => endHandle(data, state, byHand, side));
  let items = [];
  let drawn = "";
  const sync = () => {
    const key = `${state.points.length} ${state.outlier}`;
    if (key !== drawn) {
      for (const item of items) item.remove();
      items = state.points.map((_, i) =>
        pointHandle(data, state, byHand, i, {
          shape: shape(i),
          onfocus: () => pick(i),
          ondelete: () => removeAt(i),
        }),
      );
      data.handles.append(...ends.map((end) => end.el));
      drawn = key;
    }
    if (picked >= state.points.length) picked = -1;
    items.forEach((item, i) => {
      item.el.lastChild.classList.toggle("picked", i === picked);
      item.place();
    });
    for (const end of ends) end.place();
  };
  const highest = () => state.points.reduce((best, p, i) => (p[1] > state.points[best][1] ? i : best), 0);
  return { shape, sync, add, remove, highest };
}

const stepOf = ({ x_range, y_range }) => ({
  x: snapStep(x_range[1] - x_range[0], 100),
  y: snapStep(y_range[1] - y_range[0], 100),
});
const reach = (state) => ({
  bounds: () => ({ x: state.x_range, y: state.y_range }),
  step: () => stepOf(state),
});

function pointHandle(data, state, byHand, i, how) {
  return handle(data, {
    ...how,
    ...reach(state),
    label: `${i === state.outlier ? "Outlier, point" : "Point"} ${i + 1}`,
    "data-point": i,
    get: () => ({ x: state.points[i]?.[0] ?? 0, y: state.points[i]?.[1] ?? 0 }),
    set: ({ x, y }) => byHand({ points: state.points.map((p, k) => (k === i ? [x, y] : p)) }),
    describe: () => [0, 1].map((k) => `${state.labels[k]} ${format(state.points[i][k], 4)}`).join(", "),
  });
}

// An end of your fit. As one number there is one height, and both ends move together.
function endHandle(data, state, byHand, side) {
  const flat = () => state.mode === "number";
  const height = () => (flat() ? (state.guess[0] + state.guess[1]) / 2 : state.guess[side]);
  return handle(data, {
    ...reach(state),
    label: `Your fit, ${side ? "right" : "left"} end`,
    axis: "y",
    "data-end": side ? "right" : "left",
    shape: s("rect", { class: "end", x: -8, y: -8, width: 16, height: 16, rx: 4 }),
    get: () => ({ x: state.x_range[side], y: height() }),
    set: ({ y }) =>
      byHand({ errors: "yours", guess: flat() ? [y, y] : state.guess.map((v, k) => (k === side ? y : v)) }),
    describe: () => `predicts ${format(height(), 4)}`,
  });
}

// A new point goes into the widest gap in x, halfway up.
function newPoint(state) {
  const { points, x_range, y_range } = state;
  const step = stepOf(state);
  const xs = [...points.map((p) => p[0]), ...x_range].sort((a, b) => a - b);
  const gap = xs.slice(1).reduce((best, v, i) => (v - xs[i] > xs[best + 1] - xs[best] ? i : best), 0);
  const x = clamp(roundTo((xs[gap] + xs[gap + 1]) / 2, step.x), ...x_range);
  return [x, roundTo((y_range[0] + y_range[1]) / 2, step.y)];
}
