// The tensor explorer: a trained GPT writes, and every tensor of the step can be looked at, forward and backward.
import { compiledProducts } from "../../rnn/text_explorer/compiled.js";
import * as loops from "../../rnn/text_explorer/reader_loops.js";
import { rowByRow } from "../../rnn/text_explorer/row.js";
import { typing } from "../../widgets/typing.js";
import { fill, frame, h, hands, ordered, pythonCode, setText, stand } from "../../widgets/ui.js";
import { Follower } from "./follower.js";
import { guessFirst } from "./guess.js";
import { heat } from "./heat.js";
import { lensLine } from "./lens_line.js";
import { map } from "./map.js";
import { colorsOf } from "./paint.js";
import { pen } from "./pen.js";
import { python } from "./python.js";
import { quest } from "./quest.js";
import { shelf } from "./shelf.js";
import { told } from "./told.js";
import { hasParameters, parameterOf, viewOf } from "./views.js";
import css from "./widget.css";
import { written } from "./written.js";

const GENTLE = ["tensor", "block", "head", "way", "of", "quest", "cell", "speed"]; // they leave the writing as it is
const AT_ONCE = 400; // characters, where a link or Python asks for more than a frame has time for
const TURNS = 4; // as fast as it goes: frames from text to text; each has its tensor, and after Pause the next has all
const CHARACTERS = /^[A-Za-z $&',.:;?!3-]*$/;
const fits = (text) => CHARACTERS.test(text) && text.length <= 40;

function read(text) {
  const stranger = [...text].find((char) => !CHARACTERS.test(char));
  if (stranger) throw new RangeError(`${stranger} is not in Shakespeare.`);
}

// WebAssembly, or JavaScript where that is not allowed.
function engine() {
  try {
    return compiledProducts(loops);
  } catch {
    return rowByRow(loops, Float32Array);
  }
}

function render({ model, el }) {
  const words = ordered(model, "_words");
  const ui = frame({
    model,
    el,
    title: "Tensor explorer",
    heading: "Tensor explorer: what goes on inside while it writes?",
    draw: () => draw(),
    begin: (patch) => restart(patch),
    agree: ({ prompt, ...rest }) => (prompt !== undefined && fits(prompt) ? { ...rest, prompt } : rest),
  });
  const { state, set } = ui.store;
  const kept = shelf(model, ui.schedule);
  let follower = null;
  const follow = (steps, enough) => {
    follower ??= new Follower(kept.it, engine());
    return follower.go({ ...state, steps }, enough);
  };
  const it = () => {
    let left = AT_ONCE;
    return follow(state.steps, () => --left < 0);
  };
  const { byHand, restart, start, settings } = hands({
    model,
    ui,
    gentle: GENTLE,
    halt: () => parts.pen.stop(),
    ask: () => {
      parts.guess.reset();
      parts.text.reset();
    },
  });
  const { high } = ordered(model, "_rules").steps;
  const write = (enough) => (kept.it ? follow(high, enough).steps : state.steps);
  const parts = partsOf({ ui, state, set, byHand, it, write, most: high, words, model });
  let turn = 0;
  const note = h("p", { class: "note", role: "status" });
  const { all, board } = page({ settings, start, note, parts });

  function draw() {
    // read before anything is drawn: later it would cost a layout
    const [width, colors] = [Math.max(200, ui.body.clientWidth - 34), colorsOf(ui.host)];
    turn = (turn + 1) % TURNS;
    const [text, rest] = [0, 2].map((its) => turn === its || !parts.pen.hurries());
    if (rest) {
      start.set(state.preset);
      settings.update();
      board.hidden = !kept.it;
      note.hidden = !board.hidden;
      setText(note, kept.it ? "" : kept.missing ? words.missing : words.waiting);
      parts.text.draw();
    }
    if (text) parts.pen.draw();
    if (!kept.it) return;
    show(parts, { state, it: it(), words, width, colors, text, rest });
    if (follower.steps < state.steps) ui.schedule();
  }
  return stand(ui, [css], all, [kept.stop, parts.pen.stop, parts.summed.stop]);
}

function partsOf({ ui, state, set, byHand, it, write, most, words, model }) {
  return {
    pen: pen({ state, set, write, most, label: words.player }),
    text: typing({ name: "prompt", label: words.typing, read, state, accept: byHand, most: 40 }),
    written: written(words),
    map: map({ put: set, words, blocks: ordered(model, "_rules").block.among }),
    heat: heat({ pick: (cell) => set({ cell }), cellOf: () => state.cell, words }),
    lens: lensLine(words),
    quest: quest({ state, it, words }),
    guess: guessFirst({ byHand, it, done: ui.asked.reveal, words }),
    summed: told(ui.asked),
    code: pythonCode(() => python(state, it(), hasParameters(state.tensor) ? parameterOf(state) : null)),
  };
}

function show(parts, { state, it, words, width, colors, text, rest }) {
  const view = viewOf(state, it);
  const { label, title } = words.tensors[state.tensor];
  const own = state.of === "parameters" && hasParameters(state.tensor);
  const tensor = own ? fill(words.parameters, { name: label }) : label;
  const name = state.way === "gradient" ? fill(words.gradient, { name: tensor }) : tensor;
  parts.heat.draw({ view, name, title, width, colors, head: state.head, rest });
  if (text) parts.written.draw({ it, state });
  if (!rest) return;
  parts.map.draw(state);
  parts.lens.draw(state, it);
  parts.quest.draw();
  parts.summed.draw({ state, it, view, name });
  parts.code.update();
}

// What stands where, from top to bottom.
function page({ settings: { parts: own }, start, note, parts }) {
  const bar = (...children) => h("div", { class: "bar" }, children);
  const board = h(
    "div",
    { class: "board stack" },
    parts.written.el,
    parts.map.el,
    parts.heat.el,
    parts.lens.el,
  );
  const all = [
    note,
    bar(parts.pen.el, parts.text.el, start.el),
    start.comment,
    board,
    bar(own.speed.el, own.head.el, own.way.el, own.of.el),
    bar(own.quest.el, parts.quest.el),
    bar(own.temperature.el, own.seed.el),
    parts.guess.el,
    parts.summed.el,
    parts.code.el,
  ];
  return { all, board };
}

export default { render };
