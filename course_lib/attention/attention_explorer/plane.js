// A plane of the attention explorer: its size, its handles, the words beside the tips. No arrow of its own.
import { clamp, format, handle, plot, s } from "../../widgets/ui.js";

const [REACH, STEP] = [3, 0.1];
const LETTER = 7.2; // px

// What all handles share; `shape` has the look of its kind.
const held = (look) => s("circle", { class: `tip ${look}`, r: 4 });
const bounds = () => ({ x: [-REACH, REACH], y: [-REACH, REACH] });
const step = () => ({ x: STEP, y: STEP });
const said = ([x, y]) => `${format(x)}, ${format(y)}`;

// One unit is as long across as it is up, and every one of the vectors is in sight.
export function layout(plane, width, vectors) {
  const height = Math.min(240, width);
  const far = Math.max(REACH, ...vectors.flat().map(Math.abs)) + 0.3;
  const across = (far * (width - 36)) / (height - 32);
  plane.layout({ width, height, x: [-across, across], y: [-far, far] });
}

// `over` lies above the handles: no disc hides a word or a gradient.
export function planeOf(label) {
  const plane = plot({ label, xLabel: "", yLabel: "", margin: { left: 28, right: 8, top: 8, bottom: 24 } });
  plane.over = s("g", { class: "over", "aria-hidden": "true" });
  plane.svg.append(plane.over);
  return plane;
}

// A handle for each of [{ name, label, look, at(all), give(there) }]: `at` reads its arrow, `give` is what a hand changes.
export function handles(plane, { byHand, now }) {
  let built = "";
  let items = [];
  function update(wanted) {
    const key = JSON.stringify(wanted.map(({ name, label }) => [name, label]));
    if (key !== built) {
      built = key;
      for (const item of items) item.remove();
      items = wanted.map(({ name, label, look, at, give }) =>
        handle(plane, {
          label,
          "data-hand": name,
          shape: held(look),
          get: () => {
            const [x, y] = at(now());
            return { x, y };
          },
          set: ({ x, y }) => byHand(give([x, y])),
          bounds,
          step,
          describe: () => said(at(now())),
        }),
      );
    }
    for (const item of items) item.place();
  }
  return update;
}

// Words beside the tips, where they cover neither a tip nor each other.
export function names(plane, tips) {
  const [[left, right], [bottom, top]] = [plane.x.range, plane.y.range];
  const taken = tips.map(({ at: [x, y] }) => ({ x: plane.x(x) - 6, y: plane.y(y) + 5, wide: 12 }));
  const free = ({ x, y, wide }) =>
    taken.every((o) => x >= o.x + o.wide || o.x >= x + wide || Math.abs(y - o.y) >= 12);
  return tips.map(({ at, text, look }) => {
    const wide = LETTER * text.length + 2;
    const [px, py] = [plane.x(at[0]), plane.y(at[1])];
    const places = [0, 13, 26, 39].flatMap((down) =>
      [
        [px + 9, py - 5 - down],
        [px - 9 - wide, py - 5 - down],
        [px + 9, py + 15 + down],
        [px - 9 - wide, py + 15 + down],
        [px + 9, py + 5],
      ].map(([x, y]) => ({ x: clamp(x, left + 2, right - wide), y: clamp(y, top + 12, bottom - 4), wide })),
    );
    const place = places.find(free) ?? places[0];
    taken.push(place);
    return s("text", { class: `strong name ${look}`, x: place.x, y: place.y }, text);
  });
}
