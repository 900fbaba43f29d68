// The picture of two things at once: their probabilities are the sides, a dot is one draw of both.
import { format, h, handle, plot, s } from "../../widgets/ui.js";

const DOTS = 1500; // the last ones are drawn
const CORNERS = { yy: [0, 0], yn: [0, 1], ny: [1, 0], nn: [1, 1] }; // right of the mark? above it?

export function square({ state, byHand, names }) {
  const p = plot({
    label: "Draws of two things at once",
    xLabel: "the first happens left of the mark",
    yLabel: "the second: below it",
    margin: { left: 56 },
  });
  const grip = handle(p, {
    label: "The two probabilities",
    "data-mark": "sides",
    shape: s("rect", { class: "grip", x: -8, y: -8, width: 16, height: 16, rx: 4 }),
    bounds: () => ({ x: [0.01, 0.99], y: [0.01, 0.99] }),
    step: () => ({ x: 0.01, y: 0.01 }),
    get: () => ({ x: state.p_a, y: state.p_b }),
    set: ({ x, y }) => byHand({ p_a: x, p_b: y }),
    describe: () => `first ${format(state.p_a)}, second ${format(state.p_b)}`,
  });
  const el = h("div", { class: "view" }, p.box);
  const draw = ({ draws, shares }) => {
    const width = Math.min(el.clientWidth, 340);
    p.layout({ width, height: width * 0.92, x: [0, 1], y: [0, 1] });
    p.under.replaceChildren(
      rect(p, "band", [0, 0, state.p_a, state.p_b]),
      s("path", { class: "dots", d: dots(p, draws, state.tie) }),
    );
    const [across, up] = [p.x(state.p_a), p.y(state.p_b)];
    p.marks.replaceChildren(
      s("path", { class: "cut", d: `M${across} ${p.y(0)}V${p.y(1)}M${p.x(0)} ${up}H${p.x(1)}` }),
      ...Object.keys(CORNERS).map((name) => label(p, state, name, names[name], shares)),
    );
    grip.place();
  };
  return { el, draw };
}

const rect = (p, name, [x0, y0, x1, y1]) =>
  s("rect", { class: name, x: p.x(x0), y: p.y(y1), width: p.x(x1) - p.x(x0), height: p.y(y0) - p.y(y1) });

function dots(p, draws, tie) {
  const from = Math.max(0, draws.length - 3 * DOTS);
  let d = "";
  for (let i = from; i < draws.length; i += 3) {
    const second = draws[i + 2] < tie ? draws[i] : draws[i + 1];
    d += `M${p.x(draws[i]).toFixed(1)} ${p.y(second).toFixed(1)}h0`;
  }
  return d;
}

// Its name in the outer corner of each part.
function label(p, { p_a, p_b }, name, text, shares) {
  const [right, above] = CORNERS[name];
  const anchor = right ? "end" : "start";
  const [x, y] = [p.x(right) + (right ? -8 : 8), p.y(above) + (above ? 20 : -10)];
  const narrow = (right ? 1 - p_a : p_a) < 0.3 || (above ? 1 - p_b : p_b) < 0.12;
  return s(
    "text",
    { class: "corner", x, y, "text-anchor": anchor, "data-share": shares[name] },
    narrow ? "" : text,
  );
}
