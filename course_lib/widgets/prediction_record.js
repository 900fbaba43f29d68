// The predictions of one topic, as this browser has kept them: to look at, to print, to take along.

import { lasts, onChange, readTopic } from "./kept.js";
import { markdown } from "./markdown.js";
import css from "./prediction_record.css";
import style from "./style.css";
import { h, shadow, tokens, watchTheme } from "./ui.js";

const MARKS = new Map([
  [true, ["✓", "right"]],
  [false, ["✗", "wrong"]],
  [null, ["–", "no right or wrong"]],
]);
const NONE = "None so far. They come from the boxes with the word Predict, and only this browser keeps them.";
const NOT_KEPT = "This browser keeps nothing for this page: take your record along before you leave it.";

function render({ model, el }) {
  const { host, root } = shadow({ class: "prediction-record" });
  const place = h("div", { class: "card" });
  root.append(h("style", {}, tokens, style, css), place);
  el.append(host);
  const topic = model.get("topic");
  const draw = () => place.replaceChildren(...page(topic, readTopic(topic, model.get("_made"))));
  draw();
  const stop = onChange(draw);
  const unwatch = watchTheme(host);
  return () => {
    stop();
    unwatch();
    host.remove();
  };
}

function page(topic, records) {
  const head = h("p", { class: "title" }, "Your predictions");
  if (!records.length) return [head, h("p", { class: "lead" }, NONE)];
  const button = (text, onclick) => h("button", { type: "button", onclick }, text);
  const region = { class: "scroll", tabindex: 0, role: "region", "aria-label": "Your predictions" };
  return [
    head,
    h("p", { class: "lead tally" }, counted(records)),
    records.every(({ name }) => lasts(name)) ? null : h("p", { class: "lead" }, NOT_KEPT),
    h("div", region, table(records)),
    h(
      "p",
      { class: "bar" },
      button("Print", () => printAlone(topic, records)),
      button("Download", () => download(topic, records)),
    ),
  ].filter(Boolean);
}

function counted(records) {
  const judged = records.filter(({ right }) => right !== null);
  const had = judged.filter(({ right }) => right).length;
  const opinions = records.length - judged.length;
  const more = opinions ? `; ${opinions} with no right or wrong` : "";
  return `${had} of ${judged.length} right${more}.`;
}

const dayOf = (at) => {
  const date = new Date(at);
  return Number.isNaN(date.getTime()) ? "" : date.toLocaleDateString();
};

function table(records) {
  const heads = ["Outcome", "Question", "You said", "It is", "When"];
  const row = h(
    "tr",
    {},
    heads.map((text) => h("th", { scope: "col" }, text)),
  );
  return h("table", {}, h("thead", {}, row), h("tbody", {}, records.map(line)));
}

function line({ question, given, right, answer, at }) {
  const [sign, word] = MARKS.get(right);
  return h(
    "tr",
    { "data-right": String(right) },
    h("td", { class: "outcome" }, h("span", { class: "sign", "aria-hidden": "true" }, sign), ` ${word}`),
    [question, given, answer].map((text) => h("td", {}, ...markdown(text))),
    h("td", { class: "day" }, dayOf(at)),
  );
}

const LOOK = `body { font: 16px/1.5 system-ui, sans-serif; color: #1b2430; max-width: 60rem; margin: 2rem auto; padding: 0 1rem }
table { border-collapse: collapse; width: 100% } tr { break-inside: avoid }
td, th { text-align: left; vertical-align: top; padding: .4rem .6rem; border-bottom: 1px solid #bbb }
.outcome, .day { white-space: nowrap } code { font: .92em monospace }`;

/** One whole HTML file, made here: it needs no connection. */
function sheet(topic, records) {
  const title = `My predictions: ${topic.replaceAll("_", " ")}`;
  const body = h("body", {}, h("h1", {}, title), h("p", {}, counted(records)), table(records));
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>${title}</title><style>${LOOK}</style></head>
${body.outerHTML}</html>`;
}

function download(topic, records) {
  const url = URL.createObjectURL(new Blob([sheet(topic, records)], { type: "text/html" }));
  h("a", { href: url, download: `predictions-${topic}.html` }).click();
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}

/** Prints the same file from a frame out of sight: the record alone, in the book, in Lab and in Colab. */
function printAlone(topic, records) {
  const frame = h("iframe", { title: "What is printed", style: "position: fixed; right: 200vw" });
  frame.addEventListener("load", () => {
    frame.contentWindow.addEventListener("afterprint", () => frame.remove());
    frame.contentWindow.print();
  });
  frame.srcdoc = sheet(topic, records);
  document.body.append(frame);
}

export default { render };
