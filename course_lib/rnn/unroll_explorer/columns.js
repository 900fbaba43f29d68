// What all rows of the picture share: a column for each step, the picked one in the shade, a press that picks.
import { clamp, s } from "../../widgets/ui.js";

export const LEFT = 68; // px for the names of the rows
const [LEAST, MOST, NUMBERED] = [7, 56, 34]; // px of a column: its limits, and where a number fits

export function columnsOf(wide, last) {
  const each = clamp((wide - LEFT - 4) / last, LEAST, MOST);
  return {
    each,
    last,
    width: LEFT + each * last + 4,
    numbered: each >= NUMBERED,
    middle: (t) => LEFT + (t - 0.5) * each, // of step t, counted from 1
    at: (px) => clamp(Math.ceil((px - LEFT) / each), 1, last),
  };
}

// A picture of columns; pick(t) hears which one is pressed.
export function sheet(props, pick) {
  const shade = s("rect", { class: "picked", y: 0 });
  const inside = s("g", {});
  const svg = s("svg", { class: "plot", ...props }, shade, inside);
  let now;
  const stepAt = ({ clientX }) => now.at(clientX - svg.getBoundingClientRect().left);
  svg.addEventListener("pointerdown", (event) => {
    if (event.button === 0 && now) pick(stepAt(event));
  });
  function draw(columns, high, step) {
    now = columns;
    for (const [name, v] of Object.entries({ width: columns.width, height: high })) svg.setAttribute(name, v);
    const place = { x: columns.middle(step) - columns.each / 2, width: columns.each, height: high };
    for (const [name, v] of Object.entries(place)) shade.setAttribute(name, v);
  }
  return { svg, inside, draw };
}
