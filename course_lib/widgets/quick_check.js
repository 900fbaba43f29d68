// One question with instant feedback: multiple choice or a number. It may be tried again.

import css from "./quick_check.css";
import { judge, parseNumber } from "./quick_judge.js";
import { h, shadow, tokens, uid, watchTheme } from "./ui.js";

// `code`, *emphasis* and **strong** only; everything else stays the text it is.
export function markdown(text) {
  return text
    .split(/(`[^`]+`|\*\*[^*]+\*\*|(?<!\w)\*[^*\s](?:[^*]*[^*\s])?\*(?!\w))/)
    .filter(Boolean)
    .map((part) => {
      if (/^`.+`$/s.test(part)) return h("code", {}, part.slice(1, -1));
      if (/^\*\*.+\*\*$/s.test(part)) return h("strong", {}, part.slice(2, -2));
      if (/^\*.+\*$/s.test(part)) return h("em", {}, part.slice(1, -1));
      return part;
    });
}

function render({ model, el }) {
  const get = (key) => model.get(key);
  const { host, root } = shadow({ class: "quick-check" });
  const status = h("p", { role: "status", class: "status" });
  const check = h("button", { class: "primary", disabled: true }, "Check");
  const ready = (typed) => {
    check.disabled = !typed;
  };
  const { body, judged } = get("_choices").length ? choices(get, ready) : box(get, ready);
  const answer = (event) => {
    event.preventDefault();
    const { right, text } = judged();
    status.dataset.right = right;
    host.dataset.right = right;
    status.replaceChildren(h("strong", {}, right ? "✓ Right. " : "✗ Not yet. "), ...markdown(text));
  };
  root.append(
    h("style", {}, tokens, css),
    h(
      "form",
      { class: "card", onsubmit: answer },
      h("fieldset", {}, h("legend", {}, ...markdown(get("question"))), body),
      h("p", {}, check),
      status,
    ),
  );
  el.append(host);
  const unwatch = watchTheme(host);
  return () => {
    unwatch();
    host.remove();
  };
}

// One of a few. judged() → { right, text }.
function choices(get, ready) {
  const name = uid("check");
  const radios = get("_choices").map((_, i) =>
    h("input", { type: "radio", name, value: i, onchange: () => ready(true) }),
  );
  const body = get("_choices").map(([text], i) =>
    h("label", { class: "option" }, radios[i], h("span", {}, ...markdown(text))),
  );
  const judged = () => {
    const i = radios.findIndex((radio) => radio.checked);
    return { right: i === get("_right_choice"), text: get("_choices")[i][1] };
  };
  return { body, judged };
}

// A number.
function box(get, ready) {
  const id = uid("check");
  const typed = h("input", {
    type: "text",
    inputmode: "text",
    autocomplete: "off",
    id,
    size: 10,
    oninput: () => ready(typed.value.trim()),
  });
  const label = h("label", { for: id }, "Your answer");
  const body = h("p", { class: "number" }, label, typed, h("span", {}, get("_unit")));
  const judged = () => {
    const value = parseNumber(typed.value);
    if (!Number.isFinite(value))
      return { right: false, text: "Please type a number such as `0.25`, `1/4` or `2.5e-1`." };
    const [answer, tolerance, feedback, right, hint] = [
      "_answer",
      "_tolerance",
      "_feedback",
      "_right_text",
      "_hint",
    ].map(get);
    return judge(value, { answer, tolerance, feedback, right, hint });
  };
  return { body, judged };
}

export default { render };
