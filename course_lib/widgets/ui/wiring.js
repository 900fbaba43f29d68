// How the parts of an explorable hang together: what a hand ends, what asks anew, what stops with the page.
import { h } from "./dom.js";
import { controls, readyMade } from "./settings.js";

// byHand ends the run (`halt`), restart also asks the question again (`ask`), as another task and Reset do. The
// settings in `gentle` leave a run going; `begin` is set with every ready-made start; `adapt(patch)` adds what a
// control changes besides its own.
export function hands({ model, ui, halt, ask, gentle = [], begin = {}, adapt = (patch) => patch, label }) {
  const { state, set } = ui.store;
  const byHand = (patch) => {
    halt();
    set(patch);
  };
  const restart = (patch) => {
    ask();
    byHand(patch);
  };
  return {
    byHand,
    restart,
    start: readyMade(model, state, { label, onChange: (patch) => restart({ ...patch, ...begin }) }),
    settings: controls(model, state, (patch) =>
      (gentle.some((name) => name in patch) ? set : byHand)(adapt(patch)),
    ),
  };
}

// Puts the head and the parts into the card and begins; what it returns takes all down again.
export function stand({ head, body, start, stop }, styles, parts, ends) {
  body.classList.add("stack");
  body.append(h("style", {}, styles), head, ...parts);
  start();
  return () => {
    for (const end of ends) end();
    stop();
  };
}
