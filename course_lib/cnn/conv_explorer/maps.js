// Input, first layer and output side by side, channel below channel; window and output marked in all of them.
import { clamp, fill, h, setText } from "../../widgets/ui.js";
import { board } from "./board.js";
import { pixelLine } from "./pixel.js";
import { edits } from "./state.js";

const KEYS = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] };
const [HIGH, MOST, NARROW, GAP] = [290, 30, 560, 18]; // px: of all channels together, of a cell, of a phone
const largest = (maps) => Math.max(1e-9, ...maps.flat(2).map(Math.abs));
const inside = (cells, { length: rows, 0: { length: cols } }) =>
  cells.filter(([r, c]) => r >= 0 && c >= 0 && r < rows && c < cols);

// Where an arrow key leads in a map, undefined for another key.
const moved = ({ key }, [r, c], { length: rows, 0: { length: cols } }) =>
  KEYS[key] && [clamp(r + KEYS[key][0], 0, rows - 1), clamp(c + KEYS[key][1], 0, cols - 1)];

// Boards one below the other, with a title that stays where they are hidden by the name `inner`.
function column(title, boards, control, inner) {
  const head = h("strong", {}, title);
  const all = boards.map(({ el }) => el);
  const body = h("div", { class: "column", "data-control": inner }, all);
  return { el: h("div", { class: "column", "data-control": control }, head, body), head, body, boards };
}

// What a hand does to an input: paint, or move the cursor, which is the keyboard's place or the pixel below the mouse.
function painter({ state, byHand, redraw }) {
  let cursor = [0, 0];
  let erases = false;
  const paint = (channel, cell, begins) => {
    const [v, old] = [Number(state.brush), state.x[channel][cell[0]][cell[1]]];
    if (begins) erases = old === v;
    const next = erases ? 0 : v;
    cursor = cell;
    if (old === next) redraw();
    else byHand({ ...edits.pixel(state, [channel, ...cell], next), preset: "" });
  };
  const point = (cell) => {
    if (!cell || String(cell) === String(cursor)) return;
    cursor = cell;
    redraw();
  };
  const input = (channel) =>
    board({
      label: `Input, channel ${channel + 1}: arrow keys move, space paints`,
      name: `x.${channel}`,
      press: (cell, begins) => paint(channel, cell, begins),
      over: point,
      key: (event) => {
        if (event.key === " ") paint(channel, cursor, true);
        const to = moved(event, cursor, state.x[channel]);
        point(to);
        return to || event.key === " ";
      },
    });
  const at = (x) => {
    cursor = cursor.map((v, i) => Math.min(v, [x[0].length, x[0][0].length][i] - 1));
    return cursor;
  };
  const forget = () => {
    cursor = [0, 0];
  };
  return { input, at, forget };
}

// byHand(patch): a hand changes the settings; look(at): the output below the mouse; redraw(): the same, other marks.
export function maps({ state, byHand, look, redraw }) {
  let [now, below] = [];
  const show = (place) => {
    below = place;
    look(place);
  };
  const hand = painter({ state, byHand, redraw });
  const output = (filter) =>
    board({
      label: `Output, map ${filter + 1}: arrow keys move the window`,
      name: `y.${filter}`,
      press: (cell) => {
        show(undefined);
        byHand({ pick: [filter, ...cell] });
      },
      over: (cell) => show(cell ? [filter, ...cell] : undefined),
      key: (event) => {
        const [, ...from] = below ?? state.pick; // not what was drawn: keys can be faster than frames
        const to = moved(event, from, now.out[0]);
        show(undefined);
        if (to) byHand({ pick: [filter, ...to] });
        return to;
      },
    });
  const reached = (channel) =>
    board({ label: `Gradient of the input, channel ${channel + 1}`, name: `dx.${channel}` });
  const columns = {
    input: column("Input", [0, 1].map(hand.input)),
    reached: column("▽ Input", [0, 1].map(reached), "gradients"),
    between: column("First layer", [board({ label: "First layer", name: "first" })]),
    output: column("Output", [0, 1].map(output), "map", "output"),
  };
  const pixel = pixelLine();
  const error = h("p", { class: "error", role: "alert" });
  const draw = (all, wide, words) => {
    now = all;
    const cursor = hand.at(all.x);
    pixel.draw(all, cursor);
    const unfit = all.unfit ? fill(words.unfit, all.unfit) : "";
    error.hidden = !unfit;
    setText(error, unfit);
    drawMaps({ all, columns, cursor, cell: cellOf(all, wide) });
  };
  return { ...columns, pixel: pixel.el, error, forget: hand.forget, draw };
}

// px of a cell: all maps beside each other on a screen, one below the other on a phone.
function cellOf({ x, first, out, how, k, stack, grads }, wide) {
  const [pad, rows, cols] = [2 * how.padding, x[0].length, x[0][0].length];
  const between = stack && first ? [first[0][0].length + pad] : [];
  const across = [cols + pad, ...(grads ? [cols] : []), ...between, ...(out ? [out[0][0].length] : [])];
  const down = Math.max(x.length * (rows + pad), out ? out.length * out[0].length : 0);
  const fits = Math.min(MOST, HIGH / down);
  const whole = (px) => Math.max(1, Math.floor(Math.min(fits, px))); // out of sight there is no width at all
  if (wide <= NARROW) return whole(wide / Math.max(...across));
  const kernels = 46 * k + (grads && x.length > 1 && k < 5 ? 134 : 0);
  const room = wide - kernels - GAP * across.length - 8;
  return whole(room / across.reduce((a, b) => a + b));
}

function drawMaps({ all, columns: { input, reached, between, output }, cursor, cell }) {
  const { x, out, how, pick, grads, arriving, field } = all;
  const back = Boolean(grads);
  const taps = out ? all.sum.channels[0].map(({ r, c }) => [r, c]) : [];
  const seen = field ? [...field.seen].map((text) => text.split(",").map(Number)) : [];
  output.head.textContent = back ? "▽ Output" : all.stack ? "Second layer" : "Output";
  between.el.hidden = !all.stack || !out;
  output.el.hidden = !out;
  reached.el.hidden = !back;
  const each = ({ boards }, maps, how) =>
    boards.forEach(({ el, draw }, i) => {
      el.toggleAttribute("hidden", i >= maps.length);
      if (i < maps.length) draw({ values: maps[i], cell, most: largest(maps), ...how(i) });
    });
  const lit = all.stack ? [] : taps;
  each(input, x, () => ({ pad: how.padding, lit, faint: seen, cursor }));
  if (!out) return;
  if (back) each(reached, grads.x, () => ({ lit: inside(taps, x[0]), role: "gradient" }));
  if (all.stack) each(between, all.first.slice(0, 1), () => ({ pad: how.padding, lit: taps }));
  output.body.dataset.control = back ? "arriving" : "output"; // what arrives is no answer
  each(output, back ? arriving : out, (i) => ({
    lit: i === pick[0] ? [pick.slice(1)] : [],
    role: back ? "gradient" : "value",
  }));
}
