// The gradient by lag, in powers of ten: by the state that carries it, and by the inputs.
import { clamp, s } from "../../widgets/ui.js";
import { LEFT, sheet } from "./columns.js";

const [HIGH, TOP, BOTTOM] = [132, 8, 32]; // px
const LOWEST = [-2, -4, -8, -12]; // powers of ten that the axis may begin with, and end with
const HIGHEST = [0, 1, 2, 4, 8, 12];

// The powers of ten that hold all sizes; what is smaller lies on the floor.
export function powersOf(values) {
  const powers = values.filter((v) => v !== 0).map((v) => Math.log10(Math.abs(v)));
  const low = LOWEST.find((p) => powers.every((v) => v >= p)) ?? LOWEST.at(-1);
  const high = HIGHEST.find((p) => powers.every((v) => v <= p)) ?? 24;
  return [low, high];
}

const SHAPES = {
  carried: (size) => s("circle", { r: size }),
  dx: (size) => s("rect", { x: -size, y: -size, width: 2 * size, height: 2 * size }),
};

export function curve(pick) {
  const label = "Size of the gradient at each step, in powers of ten";
  const { svg, inside, draw: shade } = sheet({ role: "img", "aria-label": label }, pick);
  const grid = s("g", { class: "grid" });
  const lines = { carried: s("path", { class: "by carried" }), dx: s("path", { class: "by dx" }) };
  const marks = s("g", {});
  inside.append(grid, lines.carried, lines.dx, marks);

  function draw({ all, columns, step }) {
    const { carried, dx, last, from, carrier } = all;
    const [low, high] = powersOf([...carried.slice(1), ...dx]);
    const floor = HIGH - BOTTOM;
    const y = (v) => {
      const power = v === 0 ? low : clamp(Math.log10(Math.abs(v)), low, high);
      return TOP + ((floor - TOP) * (high - power)) / (high - low);
    };
    shade(columns, HIGH, step);
    grid.replaceChildren(...axes({ low, high, y, floor, columns }));
    const size = clamp(columns.each / 6, 2, 4.5);
    const series = { carried: carried.slice(1), dx };
    const names = { carried: `d${carrier}`, dx: "dx" };
    const points = [];
    for (const [key, values] of Object.entries(series)) {
      const seen = values.map((v, i) => [i + 1, v]).filter(([t]) => t >= from);
      const path = seen.map(([t, v], i) => `${i ? "L" : "M"}${columns.middle(t)} ${y(v).toFixed(1)}`);
      lines[key].setAttribute("d", path.join(""));
      for (const [t, v] of seen) {
        const look = `mark ${key}${v < 0 ? " less" : ""}${t === step ? " here" : ""}`;
        const place = `translate(${columns.middle(t)} ${y(v).toFixed(1)})`;
        const told = { class: look, transform: place, "data-name": `${names[key]}.${t}`, "data-value": v };
        points.push(s("g", told, SHAPES[key](size)));
      }
    }
    marks.replaceChildren(...points);
    svg.dataset.last = last;
  }
  return { svg, draw };
}

// The powers of ten at the left, a heavier line at 1, the lags below.
function axes({ low, high, y, floor, columns }) {
  const { width, last, middle, each } = columns;
  const by = [1, 2, 4, 8].find((n) => (high - low) / n <= 5) ?? 8;
  const powers = Array.from({ length: high - low + 1 }, (_, i) => low + i).filter((p) => p % by === 0);
  const level = (p) => {
    const at = y(10 ** p);
    const name =
      p === 0 ? "1" : `10${[...`${p}`].map((c) => "⁻⁰¹²³⁴⁵⁶⁷⁸⁹"["-0123456789".indexOf(c)]).join("")}`;
    return [
      s("line", { class: p === 0 ? "zero" : "", x1: LEFT, x2: width, y1: at, y2: at }),
      s("text", { x: LEFT - 8, y: at + 4, "text-anchor": "end" }, name),
    ];
  };
  const every = Math.ceil(22 / each);
  const lags = Array.from({ length: last }, (_, lag) => lag).filter((lag) => lag % every === 0);
  return [
    ...powers.flatMap(level),
    ...lags.map((lag) =>
      s("text", { x: middle(last - lag), y: floor + 20, "text-anchor": "middle" }, String(lag)),
    ),
    s("text", { class: "head", x: LEFT - 8, y: floor + 20, "text-anchor": "end" }, "lag"),
  ];
}
