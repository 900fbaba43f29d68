// Input, first layer and output side by side, channel below channel; window and output marked in all of them.
import { clamp, h, readout } from "../../widgets/ui.js";
import { board } from "./board.js";
import { windowOf } from "./conv.js";
import { edits } from "./state.js";

const KEYS = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] };
const [HIGH, MOST] = [290, 30]; // px: of all channels together, of a cell
const largest = (maps) => Math.max(1e-9, ...maps.flat(2).map(Math.abs));

// Where an arrow key leads in a map, undefined for another key.
const moved = ({ key }, [r, c], { length: rows, 0: { length: cols } }) =>
  KEYS[key] && [clamp(r + KEYS[key][0], 0, rows - 1), clamp(c + KEYS[key][1], 0, cols - 1)];

// Boards one below the other, with a title.
function column(title, boards, control) {
  const head = h("strong", {}, title);
  const all = boards.map(({ el }) => el);
  return { el: h("div", { class: "column", "data-control": control }, head, all), head };
}

export function maps({ state, byHand, look, redraw }) {
  let now;
  let cursor = [0, 0];
  let erases = false;
  const paint = (channel) => (cell, begins) => {
    const v = Number(state.brush);
    if (begins) erases = state.x[channel][cell[0]][cell[1]] === v;
    cursor = cell;
    byHand({ ...edits.pixel(state, [channel, ...cell], erases ? 0 : v), preset: "" });
  };
  const input = (channel) =>
    board({
      label: `Input, channel ${channel + 1}: arrow keys move, space paints`,
      name: `x.${channel}`,
      press: paint(channel),
      key: (event) => {
        if (event.key === " ") paint(channel)(cursor, true);
        const to = moved(event, cursor, state.x[channel]);
        if (to) cursor = to;
        look(undefined);
        redraw();
        return to || event.key === " ";
      },
    });
  const output = (filter) =>
    board({
      label: `Output, map ${filter + 1}: arrow keys move the window`,
      name: `y.${filter}`,
      control: "output",
      press: (cell) => {
        look(undefined);
        byHand({ pick: [filter, ...cell] });
      },
      over: (cell) => look(cell ? [filter, ...cell] : undefined),
      key: (event) => {
        const to = moved(event, now.pick.slice(1), now.out[0]);
        if (to) byHand({ pick: [filter, ...to] });
        return Boolean(to);
      },
    });
  const between = board({ label: "First layer", name: "first" });
  const seen = ["row", "column", "windows"].map((name) => readout(`pixel.${name}`, (v) => `${v}`));
  const [row, column_, windows] = seen.map((one) => one.el);
  const told = h("p", { class: "sizes" }, "Pixel ", row, ", ", column_, ": in ", windows, " windows");
  const [inputs, outputs] = [[0, 1].map(input), [0, 1].map(output)];
  const left = column("Input", inputs);
  left.el.append(told);
  const middle = column("First layer", [between]);
  const right = column("Output", outputs, "map");
  const error = h("p", { class: "error", role: "alert" });
  return {
    left: left.el,
    middle: middle.el,
    right: right.el,
    error,
    draw: (all, room, words) => {
      now = all;
      cursor = cursor.map((v, i) => Math.min(v, [all.x[0].length, all.x[0][0].length][i] - 1));
      [...cursor, windowsOf(all, cursor)].forEach((v, i) => {
        seen[i].set(v);
      });
      drawMaps({ all, inputs, outputs, between, left, middle, right, error, room, words });
    },
  };
}

// How many windows see a pixel: so many numbers come back to it.
function windowsOf({ x, weight, how, size }, [r, c]) {
  if (!size) return 0;
  const places = Array.from({ length: size[0] * size[1] }, (_, i) => [Math.floor(i / size[1]), i % size[1]]);
  const sees = (at) => windowOf(x, weight, at, how).some((tap) => tap.r === r && tap.c === c);
  return places.filter(sees).length;
}

function drawMaps({ all, inputs, outputs, between, left, middle, right, error, room, words }) {
  const { x, out, how, pick, grads, arriving, field, unfit } = all;
  const back = Boolean(grads);
  const parts = all.stack ? 3 : 2;
  const across = Math.max(x[0].length, x[0][0].length) + 2 * how.padding;
  const cell = Math.floor(Math.min(MOST, HIGH / x.length / across, room / parts / across));
  const taps = out ? all.sum.channels[0].map(({ r, c }) => [r, c]) : [];
  const seen = field ? [...field.seen].map((text) => text.split(",").map(Number)) : [];
  left.head.textContent = back ? "▽ Input" : "Input";
  right.head.textContent = back ? "▽ Output, arriving" : all.stack ? "Second layer" : "Output";
  middle.head.textContent = "First layer";
  middle.el.hidden = !all.stack || !out;
  right.el.hidden = !out;
  error.hidden = Boolean(out);
  error.textContent = unfit ? words.unfit.replace(/\{(\w+)\}/g, (_, name) => unfit[name]) : "";
  const role = back ? "gradient" : "value";
  const shown = back ? grads.x : x;
  inputs.forEach(({ el, draw }, i) => {
    el.toggleAttribute("hidden", i >= x.length);
    if (i >= x.length) return;
    const lit = all.stack ? [] : taps;
    draw({ values: shown[i], pad: how.padding, cell, most: largest(shown), lit, faint: seen, role });
  });
  if (!out) return;
  if (all.stack)
    between.draw({ values: all.first[0], pad: how.padding, cell, most: largest(all.first), lit: taps });
  const told = back ? arriving : out;
  outputs.forEach(({ el, draw }, i) => {
    el.toggleAttribute("hidden", i >= out.length);
    if (i < out.length)
      draw({ values: told[i], cell, most: largest(told), lit: i === pick[0] ? [pick.slice(1)] : [], role });
  });
}
