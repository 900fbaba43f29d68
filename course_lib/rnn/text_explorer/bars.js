// The chances of the next character as columns, in the order of the alphabet; the one that was drawn is marked.
import { format, h, s } from "../../widgets/ui.js";

const [HIGH, TOP, FOOT, LEFT, LEAST] = [132, 20, 24, 40, 9.5]; // px
const TOPS = [0.1, 0.25, 0.5, 1];

export const seen = (token) => ({ "\n": "↵", " ": "␣" })[token] ?? token;
export const named = (token) => ({ "\n": "end", " ": "space" })[token] ?? token;

export function bars() {
  const svg = s("svg", { class: "plot chances", role: "img", height: HIGH });
  const el = h(
    "div",
    { class: "sideways", "data-control": "bars", tabindex: 0, role: "group", "aria-label": "Chances" },
    svg,
  );
  function draw({ wide, tokens, chances, chosen }) {
    const order = tokens.map((_, k) => k).sort((a, b) => (tokens[a] < tokens[b] ? -1 : 1));
    const each = Math.max(LEAST, (wide - LEFT - 4) / tokens.length);
    svg.setAttribute("width", LEFT + each * tokens.length + 4);
    svg.classList.toggle("many", each < 12);
    const most = Math.max(...chances);
    const top = TOPS.find((v) => v >= most - 1e-9);
    const floor = HIGH - FOOT;
    const y = (p) => floor - ((floor - TOP) * p) / top;
    const best = tokens[chances.indexOf(most)];
    const likeliest = `${named(best)} ${format(most, 2)}`;
    svg.setAttribute("aria-label", `Chances of the next character; the most likely is ${likeliest}`);
    const level = (p) => [
      s("line", { x1: LEFT, x2: LEFT + each * tokens.length, y1: y(p), y2: y(p) }),
      s("text", { x: LEFT - 6, y: y(p) + 4, "text-anchor": "end" }, format(p)),
    ];
    const column = (k, i) => {
      const [x, p] = [LEFT + i * each, chances[k]];
      const middle = x + each / 2;
      const mark = `M${middle - 5} ${y(p) - 12}h10l-5 8z`;
      return s(
        "g",
        {
          class: k === chosen ? "chosen" : "",
          "data-name": `p.${named(tokens[k])}`,
          "data-value": p,
        },
        s("rect", { x: x + each * 0.12, width: each * 0.76, y: y(p), height: floor - y(p) }),
        s("text", { x: middle, y: floor + 16, "text-anchor": "middle" }, seen(tokens[k])),
        k === chosen && s("path", { d: mark }),
      );
    };
    svg.replaceChildren(s("g", { class: "grid" }, ...[0, top / 2, top].flatMap(level)), ...order.map(column));
  }
  return { el, draw };
}
