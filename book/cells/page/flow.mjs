// What a cell prints, on its way from the worker to the page. A cell may print faster than any page can show: single
// lines leave at once, a flood in few messages; of a long text its beginning and its end.

const FIRST = { characters: 50_000, lines: 1_000 };
const LAST = 5_000; // characters
const DISPLAYS = 200;
const EVERY = 50; // ms in which
const BURST = 20; // messages leave, and no more

/** Up to `lines` line ends and `characters`: [what fits, the rest]. */
function parted(text, { characters, lines }) {
  let end = 0;
  for (let i = 0; i < lines && end < Math.min(characters, text.length); i += 1)
    end = text.indexOf("\n", end) + 1 || text.length;
  const at = Math.min(end, characters);
  return [text.slice(0, at), text.slice(at)];
}

const linesIn = (text) => text.split("\n").length - 1;

/** `send(kind, text)` is called for what a cell tells; a text of kind `rest` takes the place of the one before. */
export function flow(send, now = () => performance.now()) {
  let kind = "stdout";
  let waiting = "";
  let room = FIRST;
  let displays = 0;
  let last = ""; // what did not fit, its end
  let rest = 0; // and its length
  let isNew = false; // the page does not know it yet
  let since = 0;
  let burst = 0;

  function leave() {
    if (waiting) send(kind, waiting);
    waiting = "";
  }
  function leaveLast() {
    if (!isNew) return;
    const cut = last.slice(-LAST);
    const start = rest > LAST ? cut.indexOf("\n") + 1 : 0;
    const text = start < LAST / 2 ? cut.slice(start) : cut; // from the start of a line, if lines are short
    const left = rest - text.length;
    send("rest", (left ? `… ${left.toLocaleString("en")} characters are left out …\n` : "") + text);
    isNew = false;
  }
  function flush() {
    leave();
    leaveLast();
  }
  /** Time goes on while Python computes: what waits leaves. */
  function tick() {
    if ((!waiting && !isNew) || now() - since < EVERY) return;
    since = now();
    burst = 1;
    flush();
  }
  function print(which, text) {
    if (which !== kind) leave();
    kind = which;
    const [fits, more] = parted(text, room);
    room = { characters: room.characters - fits.length, lines: room.lines - linesIn(fits) };
    if (more) room = { characters: 0, lines: 0 };
    waiting += fits;
    last += more;
    rest += more.length;
    isNew ||= more !== "";
    if (last.length > 20 * LAST) last = last.slice(-LAST);
    tick();
    burst += 1;
    if (burst <= BURST) leave();
  }
  function display(text) {
    flush();
    [last, rest] = ["", 0];
    displays += 1;
    if (displays <= DISPLAYS) send("display", text);
    if (displays === DISPLAYS + 1) send("stdout", "… more is not shown\n");
  }

  return {
    begin() {
      [waiting, room, displays, last, rest, isNew, burst] = ["", FIRST, 0, "", 0, false, 0];
    },
    take: (which, text) => (which === "display" ? display(text) : print(which, text)),
    tick,
    end: flush,
  };
}
