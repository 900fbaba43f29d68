// Words around the picture: the guess before it, the summary after it, the code behind it.
import { button } from "./controls.js";
import { h, setText, uid } from "./dom.js";

// What a screen reader is told, once the hand rests.
export function summary(delay = 600) {
  const el = h("p", {
    class: "summary",
    role: "status",
    "aria-live": "polite",
    "data-control": "summary",
  });
  let timer = null;
  const set = (text) => {
    clearTimeout(timer);
    timer = setTimeout(() => setText(el, text), el.textContent ? delay : 0);
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

// Commit to a guess, then see. options: [{ value, label }]; number: { label, unit } or null;
// reveal({ choice, number }) does the experiment and returns the verdict in words.
export function predictFirst({ question, options, number, action = "Show me", reveal }) {
  const name = uid("guess");
  const radios = options.map((o) =>
    h("input", { type: "radio", name, value: o.value, onchange: () => ready() }),
  );
  const id = uid("number");
  const box =
    number &&
    h("input", {
      id,
      type: "text",
      inputmode: "decimal",
      autocomplete: "off",
      size: 6,
      oninput: () => ready(),
    });
  const value = () => Number((box?.value ?? "").trim().replace(",", ".").replace("−", "-") || NaN);
  const picked = () => radios.find((r) => r.checked)?.value;
  const verdict = h("p", { class: "verdict", role: "status" });
  const go = button(
    action,
    () => {
      setText(verdict, reveal({ choice: picked(), number: value() }));
    },
    { class: "primary", disabled: true },
  );
  const ready = () => {
    go.disabled = !picked() || (number && !Number.isFinite(value()));
  };
  const el = h(
    "details",
    { class: "predict", "data-control": "predict" },
    h("summary", {}, "Predict first"),
    h(
      "fieldset",
      {},
      h("legend", {}, question),
      options.map((o, i) => h("label", { class: "option" }, radios[i], h("span", {}, o.label))),
    ),
    number &&
      h(
        "p",
        { class: "number" },
        h("label", { for: id }, number.label),
        box,
        h("span", {}, number.unit ?? ""),
      ),
    h("p", {}, go),
    verdict,
  );
  const reset = () => {
    setText(verdict, "");
    for (const r of radios) r.checked = false;
    if (box) box.value = "";
    ready();
  };
  return { el, reset };
}
