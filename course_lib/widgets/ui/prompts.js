// Words around the picture: the guess before it, the summary after it, the code behind it.
import { button } from "./controls.js";
import { h, setText, uid } from "./dom.js";
import { format } from "./scales.js";

// What a screen reader is told once the hand rests, and every second and a half while things go on by themselves. The
// words are a function, so that they tell the numbers of the moment in which they are said.
export function summary({ delay = 600, pace = 1500 } = {}) {
  const el = h("p", {
    class: "summary",
    role: "status",
    "aria-live": "polite",
    "data-control": "summary",
  });
  let timer = null;
  let since = null;
  const set = (words) => {
    const now = performance.now();
    since ??= now;
    clearTimeout(timer);
    const say = () => {
      since = null;
      setText(el, words());
    };
    if (el.textContent) timer = setTimeout(say, Math.min(delay, since + pace - now));
    else say();
  };
  return { el, set, stop: () => clearTimeout(timer) };
}

// The course_lib call for the current state; shown too, because a page may be refused the clipboard.
export function pythonCode(code) {
  const pre = h("pre", { tabindex: 0, "aria-label": "Python code" });
  const said = h("span", { role: "status", class: "said" });
  const copy = button("Copy", async () => {
    try {
      await navigator.clipboard.writeText(pre.textContent);
      setText(said, "Copied.");
    } catch {
      const range = document.createRange();
      range.selectNodeContents(pre);
      getSelection().removeAllRanges();
      getSelection().addRange(range);
      setText(said, "Selected: press Ctrl+C or ⌘C.");
    }
  });
  const el = h(
    "details",
    { class: "python", "data-control": "code", ontoggle: () => update() },
    h("summary", {}, "Copy as Python"),
    pre,
    h("p", {}, copy, said),
  );
  const update = () => {
    if (el.open) {
      setText(pre, code());
      setText(said, "");
    }
  };
  return { el, update };
}

// Commit to a guess, then see. options: [{ value, label }]; number: { label, unit } or null; reveal({ choice, number })
// does the experiment and returns the verdict in words; done(): the guess is made, or not wanted. With `veiled` there
// is something that it hides.
export function predictFirst({ question, options, number, action = "Show me", veiled, reveal, done }) {
  const name = uid("guess");
  const radios = options.map((o) =>
    h("input", { type: "radio", name, value: o.value, onchange: () => ready() }),
  );
  const box = number && numberOf(number, () => ready());
  const picked = () => radios.find((r) => r.checked)?.value;
  const verdict = h("p", { class: "verdict", role: "status" });
  const missing = h("span", { class: "said", id: uid("missing") });
  const go = button(
    action,
    () => {
      setText(verdict, reveal({ choice: picked(), number: box?.value() }));
      done();
    },
    { class: "primary", "aria-describedby": missing.id },
  );
  const ready = () => {
    const lacks = [!picked() && "pick an answer", box && !Number.isFinite(box.value()) && "type a number"];
    const all = lacks.filter(Boolean);
    go.disabled = all.length > 0;
    setText(missing, all.length ? `First ${all.join(" and ")}.` : "");
  };
  const el = h(
    "details",
    { class: "predict", "data-control": "predict" },
    h("summary", {}, "Predict first", veiled && h("span", { class: "veiled" }, veiled)),
    h(
      "fieldset",
      {},
      h("legend", {}, question),
      options.map((o, i) => h("label", { class: "option" }, radios[i], h("span", {}, o.label))),
    ),
    box?.el,
    h("p", { class: "number" }, go, veiled && button("Show me anyway", done), missing),
    verdict,
  );
  const reset = () => {
    setText(verdict, "");
    for (const r of radios) r.checked = false;
    box?.clear();
    ready();
  };
  ready();
  return { el, reset };
}

function numberOf({ label, unit = "" }, oninput) {
  const id = uid("number");
  const box = h("input", { id, type: "text", inputmode: "decimal", autocomplete: "off", size: 6, oninput });
  const value = () => Number(box.value.trim().replace(",", ".").replace("−", "-") || NaN);
  const clear = () => {
    box.value = "";
  };
  return { el: h("p", { class: "number" }, h("label", { for: id }, label), box, unit), value, clear };
}

// How far a guess is off, in words.
export const offBy = (said, truth) =>
  Math.abs(said - truth) < 1e-9 * Math.max(1, Math.abs(truth))
    ? `Your ${format(said)}: exactly.`
    : `Your ${format(said)} is off by ${format(Math.abs(said - truth))}.`;
