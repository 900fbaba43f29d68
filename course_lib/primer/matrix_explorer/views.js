// The plane of the matrix explorer: the grid after the matrix, the columns, the arrow and its image.
import { arrow } from "../../widgets/arrow.js";
import { format, handle, plot, s } from "../../widgets/ui.js";
import { apply } from "./plane.js";
import { pulled } from "./state.js";

const TALL = 3.6; // units from the middle to the top
const ZERO = [0, 0];
const FAR = 12; // grid lines that may come into sight

export function planeView({ state, byHand }) {
  const plane = plot({
    label: "The plane: the arrow x, its image Ax and the columns of A",
    xLabel: "first coordinate",
    yLabel: "second coordinate",
    margin: { left: 40, bottom: 38, top: 8, right: 8 },
  });
  const hands = [
    column(plane, state, byHand, ["b", "d"], "Second"),
    column(plane, state, byHand, ["a", "c"], "First"),
    tip(plane, state, byHand),
  ];
  const draw = (a, full) => {
    layout(plane, full);
    plane.under.replaceChildren(...grid(plane, state), ...stillLines(plane, state, a));
    plane.marks.replaceChildren(...arrows(plane, state, a));
    for (const hand of hands) hand.place();
  };
  return { el: plane.box, draw };
}

// One unit is as long across as it is up.
function layout(plane, full) {
  const wide = full >= 620;
  const width = wide ? Math.min(full - 300, 470) : full;
  const height = wide ? 400 : Math.min(full, 380);
  const across = (TALL * (width - 48)) / (height - 46);
  plane.layout({ width, height, x: [-across, across], y: [-TALL, TALL] });
}

const bounds = () => ({ x: [-3, 3], y: [-3, 3] });
const step = () => ({ x: 0.1, y: 0.1 });

function tip(plane, state, byHand) {
  return handle(plane, {
    label: "The arrow x",
    "data-hand": "arrow",
    shape: s("circle", { class: "tip", r: 7 }),
    get: () => ({ x: state.arrow[0], y: state.arrow[1] }),
    set: ({ x, y }) => byHand({ arrow: pulled(state, [x, y]) }),
    bounds,
    step,
    describe: () => `${format(state.arrow[0])}, ${format(state.arrow[1])}`,
  });
}

function column(plane, state, byHand, [top, bottom], which) {
  return handle(plane, {
    label: `${which} column of A`,
    "data-hand": top,
    shape: s("rect", { class: `end ${top}`, x: -6, y: -6, width: 12, height: 12, rx: 2 }),
    get: () => ({ x: state[top], y: state[bottom] }),
    set: ({ x, y }) => byHand({ [top]: x, [bottom]: y }),
    bounds,
    step,
    describe: () => `${format(state[top])} above ${format(state[bottom])}`,
  });
}

const at = (plane, [x1, x2]) => [plane.x(x1), plane.y(x2)];
const stroke = (plane, from, to) => `M${at(plane, from).join(" ")}L${at(plane, to).join(" ")}`;

// Where the lines of the square grid land.
function grid(plane, state) {
  const image = (x1, x2) => apply(state, [x1, x2]);
  let d = "";
  for (let k = -FAR; k <= FAR; k += 1) {
    d += stroke(plane, image(k, -FAR), image(k, FAR)) + stroke(plane, image(-FAR, k), image(FAR, k));
  }
  const square = [image(0, 0), image(1, 0), image(1, 1), image(0, 1)].map((p) => at(plane, p).join(" "));
  return [s("path", { class: "image-grid", d }), s("path", { class: "unit", d: `M${square.join("L")}Z` })];
}

// The lines on which arrows do not turn: all of them when asked for, else the one that was found.
function stillLines(plane, state, a) {
  const across = ([u1, u2]) => stroke(plane, [-20 * u1, -20 * u2], [20 * u1, 20 * u2]);
  const asked = state.still ? a.eigen.map((e) => e.direction).filter(Boolean) : [];
  const found = a.parallel ? [state.arrow] : [];
  return [
    ...asked.map((line) => s("path", { class: "still", d: across(line) })),
    ...found.map((line) => s("path", { class: "still found", d: across(line) })),
  ];
}

function arrows(plane, state, a) {
  const columns = [
    ["a", [state.a, state.c], "column 1"],
    ["b", [state.b, state.d], "column 2"],
  ].flatMap(([name, to, label]) => [arrow(plane, ZERO, to, name), text(plane, to, label, name)]);
  const look = a.parallel ? "image lit" : "image";
  return [
    ...columns,
    arrow(plane, ZERO, a.image, look),
    arrow(plane, ZERO, state.arrow, "mine"),
    text(plane, a.image, "Ax", look),
    text(plane, state.arrow, "x", "mine"),
  ];
}

// Words beside a tip, kept inside the picture.
function text(plane, to, label, look) {
  const [[left, right], [bottom, top]] = [plane.x.range, plane.y.range];
  const [x, y] = at(plane, to);
  const wide = 7.5 * label.length;
  const beside = x + 11 + wide > right ? x - 11 - wide : x + 11;
  return s(
    "text",
    {
      class: `strong name ${look}`,
      x: Math.min(Math.max(beside, left + 2), right - wide),
      y: Math.min(Math.max(y - 10, top + 12), bottom - 4),
    },
    label,
  );
}
