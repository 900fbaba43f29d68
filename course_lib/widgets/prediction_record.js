// The predictions of one topic, as this browser has kept them: to look at, to print, to take along.

import { onChange, readTopic } from "./kept.js";
import css from "./prediction_record.css";
import style from "./style.css";
import { h, shadow, tokens, watchTheme } from "./ui.js";

const MARKS = new Map([
  [true, ["✓", "right"]],
  [false, ["✗", "wrong"]],
  [null, ["–", "an opinion"]],
]);

function render({ model, el }) {
  const { host, root } = shadow({ class: "prediction-record" });
  const place = h("div", { class: "card" });
  root.append(h("style", {}, tokens, style, css), place);
  el.append(host);
  const topic = model.get("topic");
  const draw = () => place.replaceChildren(...page(topic, readTopic(topic)));
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
  if (!records.length) {
    const none =
      "None so far. They come from the boxes with the word Predict, and only this browser keeps them.";
    return [head, h("p", { class: "lead" }, none)];
  }
  const judged = records.filter(({ right }) => typeof right === "boolean");
  const had = judged.filter(({ right }) => right).length;
  const count = h("p", { class: "lead", "data-name": "count" }, `${had} of ${judged.length} right`);
  const save = h("button", { type: "button", onclick: () => download(topic, records) }, "Download");
  const print = h("button", { type: "button", onclick: printAlone }, "Print");
  return [
    head,
    count,
    h(
      "div",
      { class: "scroll", tabindex: 0, role: "region", "aria-label": "Your predictions" },
      table(records),
    ),
    h("p", { class: "bar" }, save, print),
  ];
}

const dayOf = (at) => {
  const date = new Date(at);
  return Number.isNaN(date.getTime()) ? "" : date.toLocaleDateString();
};

function table(records) {
  const heads = ["", "question", "you said", "it is", "when"];
  return h(
    "table",
    {},
    h(
      "thead",
      {},
      h(
        "tr",
        {},
        heads.map((text) => h("th", { scope: "col" }, text || h("span", { class: "sr" }, "outcome"))),
      ),
    ),
    h("tbody", {}, records.map(line)),
  );
}

function line({ question, given, right, answer, at }) {
  const [sign, word] = MARKS.get(right) ?? MARKS.get(null);
  return h(
    "tr",
    { "data-right": String(right) },
    h("td", {}, h("span", { class: "sign", "aria-label": word, role: "img" }, sign)),
    h("td", {}, question),
    h("td", {}, given),
    h("td", {}, answer ?? ""),
    h("td", {}, dayOf(at)),
  );
}

// One HTML file, made here: it needs no connection.
function download(topic, records) {
  const holder = h("body", {}, h("h1", {}, `My predictions: ${topic}`), table(records));
  const look =
    "body{font:16px/1.5 system-ui;max-width:60rem;margin:2rem auto}td,th{text-align:left;padding:.4rem .8rem;border-bottom:1px solid #ccc;vertical-align:top}";
  const text = `<!doctype html><html lang="en"><meta charset="utf-8"><title>My predictions</title><style>${look}</style>${holder.outerHTML}</html>`;
  const url = URL.createObjectURL(new Blob([text], { type: "text/html" }));
  h("a", { href: url, download: `predictions-${topic}.html` }).click();
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}

// The page's own style sheet hides everything else while this mark stands.
function printAlone() {
  const page = document.documentElement;
  page.dataset.print = "record";
  addEventListener("afterprint", () => delete page.dataset.print, { once: true });
  print();
}

export default { render };
