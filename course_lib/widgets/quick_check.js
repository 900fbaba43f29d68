// One question with instant feedback, of any kind in answers.js. It may be tried again.

import { answers } from "./answers.js";
import { judge } from "./judge.js";
import { markdown } from "./markdown.js";
import css from "./questions.css";
import style from "./style.css";
import { h, shadow, tokens, watchTheme } from "./ui.js";

function render({ model, el }) {
  const asked = model.get("_asked");
  const { host, root } = shadow({ class: "quick-check" });
  el.append(host);
  const kind = answers(asked);
  const status = h("p", { role: "status", class: "status" });
  const answer = (event) => {
    event.preventDefault();
    const given = kind.given();
    const { right, text } = given === null ? { right: false, text: kind.missing } : judge(given, asked);
    status.dataset.right = right;
    host.dataset.right = right;
    status.replaceChildren(h("strong", {}, right ? "✓ Right. " : "✗ Not yet. "), ...markdown(text));
  };
  root.append(
    h("style", {}, tokens, asked.kind === "point" ? style : "", css),
    h(
      "form",
      { class: "card", onsubmit: answer },
      h("fieldset", {}, h("legend", {}, ...markdown(model.get("question"))), kind.body),
      h("p", {}, h("button", { class: "primary" }, "Check")),
      status,
    ),
  );
  const unwatch = watchTheme(host);
  return () => {
    unwatch();
    kind.free?.();
    host.remove();
  };
}

export default { render };
