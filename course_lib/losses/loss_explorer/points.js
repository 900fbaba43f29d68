// The things to hold in the loss explorer: the points, and the ends of your fit.
import { clamp, format, handle, roundTo, s, snapStep } from "../../widgets/ui.js";

const DOT = 6;

// shape(i, { x, y, ... }) draws point i: a disc, or a diamond for the outlier.
export function points({ data, state, byHand, redraw }) {
  let picked = -1;
  let items = [];

  const bounds = () => ({ x: state.x_range, y: state.y_range });
  const step = () => ({
    x: snapStep(state.x_range[1] - state.x_range[0], 100),
    y: snapStep(state.y_range[1] - state.y_range[0], 100),
  });
  const pick = (i) => {
    if (picked !== i) {
      picked = i;
      redraw();
    }
  };
  const highest = () => state.points.reduce((best, p, i) => (p[1] > state.points[best][1] ? i : best), 0);

  const shape = (i, { x = 0, y = 0, ...data } = {}) => {
    const props = { class: i === picked ? "dot picked" : "dot", ...data };
    return i === state.outlier
      ? s("path", { ...props, d: `M${x} ${y - 9}l9 9l-9 9l-9-9z` })
      : s("circle", { ...props, cx: x, cy: y, r: DOT });
  };

  const replace = (i, { x, y }) => byHand({ points: state.points.map((p, k) => (k === i ? [x, y] : p)) });
  const dotOf = (i) =>
    handle(data, {
      label: `${i === state.outlier ? "Outlier, point" : "Point"} ${i + 1}`,
      shape: shape(i),
      bounds,
      step,
      "data-point": i,
      get: () => ({ x: state.points[i]?.[0] ?? 0, y: state.points[i]?.[1] ?? 0 }),
      set: (v) => replace(i, v),
      describe: () =>
        `${state.labels[0]} ${format(state.points[i][0], 4)}, ${state.labels[1]} ${format(state.points[i][1], 4)}`,
      onfocus: () => pick(i),
      ondelete: () => removeAt(i),
    });

  // Ends of your fit. As one number there is one height, and both ends move together.
  const level = () => (state.guess[0] + state.guess[1]) / 2;
  const endOf = (side) =>
    handle(data, {
      label: `Your fit, ${side ? "right" : "left"} end`,
      axis: "y",
      bounds,
      step,
      "data-end": side ? "right" : "left",
      shape: s("rect", { class: "end", x: -8, y: -8, width: 16, height: 16, rx: 4 }),
      get: () => ({ x: endX(side), y: state.mode === "number" ? level() : state.guess[side] }),
      set: ({ y }) =>
        byHand({
          errors: "yours",
          guess: state.mode === "number" ? [y, y] : state.guess.map((v, k) => (k === side ? y : v)),
        }),
      describe: () => `predicts ${format(state.mode === "number" ? level() : state.guess[side], 4)}`,
    });
  const endX = (side) => state.x_range[side];
  const ends = [endOf(0), endOf(1)];

  // Keeps one handle a point; handles survive a drag, so that focus and pointer stay with them.
  let drawn = "";
  const sync = () => {
    const key = `${state.points.length} ${state.outlier}`;
    if (key !== drawn) {
      for (const item of items) item.remove();
      items = state.points.map((_, i) => dotOf(i));
      data.handles.append(...ends.map((end) => end.el));
      drawn = key;
    }
    if (picked >= state.points.length) picked = -1;
    items.forEach((item, i) => {
      item.el.lastChild.classList.toggle("picked", i === picked);
      item.place();
    });
    ends.forEach((end) => end.place());
  };

  const removeAt = (i) => {
    if (state.points.length <= 2) return;
    const outlier = i === state.outlier ? -1 : state.outlier - (i < state.outlier ? 1 : 0);
    picked = -1;
    byHand({ points: state.points.filter((_, k) => k !== i), outlier });
  };
  const remove = () => removeAt(picked >= 0 ? picked : state.points.length - 1);

  // A new point goes into the widest gap in x, halfway up.
  const add = () => {
    if (state.points.length >= 30) return;
    const xs = [...state.points.map((p) => p[0]), ...state.x_range].sort((a, b) => a - b);
    const gap = xs.slice(1).reduce((best, v, i) => (v - xs[i] > xs[best + 1] - xs[best] ? i : best), 0);
    const x = clamp(roundTo((xs[gap] + xs[gap + 1]) / 2, step().x), ...state.x_range);
    picked = state.points.length;
    byHand({ points: [...state.points, [x, roundTo((state.y_range[0] + state.y_range[1]) / 2, step().y)]] });
  };

  return { shape, sync, add, remove, highest };
}
