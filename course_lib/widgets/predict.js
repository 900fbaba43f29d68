// A prediction: made once, then answered. What was said is kept in the browser and in the notebook.

import { answers } from "./answers.js";
import { answerText, judge } from "./judge.js";
import { lasts, read, sound, write } from "./kept.js";
import { markdown } from "./markdown.js";
import css from "./predict.css";
import questions from "./questions.css";
import style from "./style.css";
import { h, shadow, tokens, watchTheme } from "./ui.js";

const HEADS = new Map([
  [true, "✓ You had it. "],
  [false, "✗ Not this time. "],
  [null, "Noted. "],
]);
const NOT_KEPT =
  "This browser keeps nothing for this page, so your prediction lasts only until you leave it.";

function render({ model, el }) {
  const { host, root } = shadow({ class: "prediction" });
  el.append(host);
  const place = h("div", {});
  root.append(h("style", {}, tokens, style, questions, css), place);
  const name = model.get("name");
  let free = () => {};
  const forget = () => {
    write(name, null);
    model.set("guess", {});
    model.save_changes();
    open();
    place.querySelector("input, .order button, .handle")?.focus();
  };
  const commit = (record, status) => {
    write(name, record);
    model.set("guess", record);
    model.save_changes();
    told(status, record);
    status.focus(); // the button that had it is gone
  };
  function told(status, record) {
    host.dataset.right = record.right;
    status.dataset.right = record.right;
    status.replaceChildren(...verdictOf(record));
    if (!lasts(name)) status.append(h("p", { class: "lost" }, NOT_KEPT));
    status.append(
      h("button", { type: "button", class: "forget", onclick: forget }, "Forget this prediction"),
    );
  }
  function open() {
    free();
    delete host.dataset.right;
    const card = fresh(model, commit);
    free = card.free;
    place.replaceChildren(card.el);
  }
  function again(record) {
    const status = h("div", { class: "verdict" });
    place.replaceChildren(h("div", { class: "card predict-card" }, ...headOf(model), status));
    told(status, record);
  }
  const record = read(name) ?? model.get("guess"); // a notebook keeps it too
  if (sound(record)) again(record);
  else open();
  const unwatch = watchTheme(host);
  return () => {
    unwatch();
    free();
    host.remove();
  };
}

const headOf = (model) => [
  h("p", { class: "head" }, "Predict"),
  h("p", { class: "question" }, ...markdown(model.get("question"))),
];

function verdictOf({ given, right, answer, exact, text }) {
  const told = (words) => h("em", {}, ...markdown(words));
  const said = h("p", {}, h("strong", {}, HEADS.get(right)), "You said ", told(given), ".");
  const lines = right === true && exact ? ["Exactly. "] : [];
  if (right === false && answer) said.append(" The answer is: ", told(answer), ".");
  return [said, h("p", {}, ...lines, ...markdown(text))];
}

// The open question. Committing locks it, and the answer appears below what was said.
function fresh(model, commit) {
  const asked = model.get("_asked");
  const kind = answers(asked);
  const status = h("div", { role: "status", class: "verdict", tabindex: -1 });
  const go = h("button", { class: "primary" }, "Commit");
  const bar = h("p", { class: "go" }, go, h("span", { class: "why" }, "Commit to a guess; then you see."));
  const submit = (event) => {
    event.preventDefault();
    const given = kind.given();
    if (given === null) {
      status.replaceChildren(h("p", {}, ...markdown(kind.missing)));
      return;
    }
    const { right, text, exact = false } = judge(given, asked);
    kind.lock();
    bar.remove();
    commit(
      {
        question: model.get("question"),
        given: kind.show(given),
        right,
        exact,
        text,
        answer: answerText(asked),
        at: new Date().toISOString(),
      },
      status,
    );
  };
  const [head, question] = headOf(model);
  const el = h(
    "form",
    { class: "card predict-card", onsubmit: submit },
    head,
    h("fieldset", {}, h("legend", {}, question), kind.body),
    bar,
    status,
  );
  return { el, free: () => kind.free?.() };
}

export default { render };
