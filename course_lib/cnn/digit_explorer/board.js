// The board: strokes of a mouse, a finger or a pen; with the keyboard, arrows move the pen and Space puts it down.
import { button, h, s, setText } from "../../widgets/ui.js";
import { SIDE } from "./network.js";
import { canvasOf, ink } from "./paint.js";
import { penOf } from "./pen.js";

const MOVES = { ArrowUp: [0, -1], ArrowDown: [0, 1], ArrowLeft: [-1, 0], ArrowRight: [1, 0] };
const MIDDLE = [14, 14];
const rounded = (v) => Math.min(SIDE, Math.max(0, Math.round(10 * v) / 10));

// draw(strokes) is called with every point; busy(true) while a pen is on the board.
export function board({ state, draw: put, clear, busy, redraw }) {
  const picture = canvasOf(SIDE, "ink");
  const lines = s("g", { class: "strokes" });
  const cross = s("path", { class: "cursor", d: "M-1.3 0H1.3M0 -1.3V1.3" });
  const svg = s("svg", { viewBox: `0 0 ${SIDE} ${SIDE}`, "aria-hidden": "true" }, lines, cross);
  const surface = h(
    "div",
    {
      class: "paper drawing",
      role: "application",
      tabindex: 0,
      "aria-label": "Board: draw a digit. Arrow keys move the pen, Space puts it down and lifts it.",
    },
    picture,
    svg,
  );
  const where = h("span", { class: "readout", "data-name": "pen place" });
  const undo = button("Undo", () => put(state.strokes.slice(0, -1)));
  const wipe = button("Clear", clear);
  let cursor = { at: MIDDLE, down: false };
  const pen = penOf({ get: () => state.strokes, put });

  listen(surface, pen, busy);
  surface.addEventListener("keydown", (event) => {
    const { key, shiftKey, altKey, ctrlKey, metaKey } = event;
    if (altKey || ctrlKey || metaKey || !(MOVES[key] || [" ", "Delete", "Backspace"].includes(key))) return;
    event.preventDefault();
    if (key === "Delete") clear();
    else if (key === "Backspace") put(state.strokes.slice(0, -1));
    else if (key === " ") {
      cursor.down = !cursor.down;
      if (cursor.down) pen.begin(...cursor.at);
    } else {
      cursor.at = cursor.at.map((v, i) => rounded(v + MOVES[key][i] * (shiftKey ? 3 : 1)));
      if (cursor.down) pen.on(...cursor.at);
    }
    redraw();
  });

  function draw({ image }) {
    const own = state.strokes.length > 0;
    picture.hidden = own;
    if (!own) ink(picture, image);
    lines.replaceChildren(...state.strokes.map((stroke) => line(stroke, state.pen)));
    cross.setAttribute("transform", `translate(${cursor.at.join(" ")})`);
    cross.classList.toggle("down", cursor.down);
    setText(where, `Pen at ${cursor.at.join(", ")}, ${cursor.down ? "down" : "up"}`);
    where.dataset.value = String(cursor.at[0] + 100 * cursor.at[1]);
    undo.disabled = !own;
  }
  const forget = () => {
    cursor = { at: MIDDLE, down: false };
  };
  const el = h(
    "div",
    { class: "side", "data-control": "board" },
    h("p", { class: "small" }, "Draw here"),
    surface,
    h("p", { class: "row" }, wipe, undo),
    h("p", { class: "note" }, where),
  );
  return { el, draw, forget };
}

// A point is a stroke of no length: its round end is what shows.
const line = (stroke, width) =>
  s("polyline", {
    points: (stroke.length > 2 ? stroke : [...stroke, ...stroke]).join(" "),
    "stroke-width": width,
  });

function listen(surface, pen, busy) {
  let held = false;
  const at = ({ clientX, clientY }) => {
    const { left, top, width, height } = surface.getBoundingClientRect();
    return [rounded(((clientX - left) / width) * SIDE), rounded(((clientY - top) / height) * SIDE)];
  };
  surface.addEventListener("pointerdown", (event) => {
    if (event.button !== 0) return;
    event.preventDefault();
    surface.focus({ preventScroll: true });
    surface.setPointerCapture(event.pointerId);
    held = true;
    busy(true);
    pen.begin(...at(event));
  });
  surface.addEventListener("pointermove", (event) => {
    if (!held) return;
    for (const each of event.getCoalescedEvents?.() ?? [event]) pen.on(...at(each));
  });
  const lift = () => {
    if (held) busy(false);
    held = false;
  };
  for (const type of ["pointerup", "pointercancel", "lostpointercapture"])
    surface.addEventListener(type, lift);
}
