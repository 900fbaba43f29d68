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
  const numeric = get("_choices").length === 0;
  const { host, root } = shadow({ class: "quick-check" });
  const status = h("p", { role: "status", class: "status" });
  const name = uid("check");

  const say = (right, text) => {
    status.dataset.right = right;
    host.dataset.right = right;
    status.replaceChildren(h("strong", {}, right ? "✓ Right. " : "✗ Not yet. "), ...markdown(text));
  };
  const radios = get("_choices").map((_, i) =>
    h("input", {
      type: "radio",
      name,
      value: i,
      onchange: () => {
        check.disabled = false;
      },
    }),
  );
  const box = h("input", {
    type: "text",
    inputmode: "text",
    autocomplete: "off",
    id: name,
    size: 10,
    oninput: () => {
      check.disabled = !box.value.trim();
    },
  });
  const check = h("button", { class: "primary", disabled: true }, "Check");

  const answer = () => {
    if (!numeric) {
      const i = radios.findIndex((r) => r.checked);
      return say(i === get("_right_choice"), get("_choices")[i][1]);
    }
    const typed = parseNumber(box.value);
    if (!Number.isFinite(typed)) return say(false, "Please type a number such as `0.25`, `1/4` or `2.5e-1`.");
    const { right, text } = judge(typed, {
      answer: get("_answer"),
      tolerance: get("_tolerance"),
      feedback: get("_feedback"),
      right: get("_right_text"),
      hint: get("_hint"),
    });
    return say(right, text);
  };

  const body = numeric
    ? h("p", { class: "number" }, h("label", { for: name }, "Your answer"), box, h("span", {}, get("_unit")))
    : get("_choices").map(([text], i) =>
        h("label", { class: "option" }, radios[i], h("span", {}, ...markdown(text))),
      );
  root.append(
    h("style", {}, tokens, css),
    h(
      "form",
      {
        class: "card",
        onsubmit: (event) => {
          event.preventDefault();
          answer();
        },
      },
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

export default { render };
