// After a prediction waits what would answer it, until it is committed or the reader asks: each cell tagged `reveal`,
// and all words up to the next thing to look at. Without this script, and on paper, it simply stands there.
"use strict";
{
  const KEY = "course:predictions"; // as in course_lib/widgets/kept.js
  const ASKED = "figure[data-predict]";
  const ANSWERS = ".cell.tag_reveal";
  function made(name) {
    try {
      return typeof JSON.parse(localStorage.getItem(KEY) ?? "{}")?.[name]?.given === "string";
    } catch {
      return false;
    }
  }

  /** Something to look at, or the next question: what comes after it speaks of it and no longer of the prediction. */
  const inSight = (el) =>
    el.matches("section, h1, h2, h3, h4") ||
    (!el.matches(ANSWERS) && el.querySelector("figure, img, table.dataframe, .output"));

  /** The words between a prediction and the next thing in sight; the cells that answer it do not end them. */
  function wordsAfter(figure) {
    const words = [];
    let el = (figure.closest(".cell") ?? figure).nextElementSibling;
    for (; el && !inSight(el); el = el.nextElementSibling) if (!el.matches(ANSWERS)) words.push(el);
    return words;
  }

  /** Prediction → what waits for it: those words, and the cells after it and before the next prediction. */
  function waiting() {
    const groups = new Map();
    let asked = null;
    for (const el of document.querySelectorAll(`${ASKED}, ${ANSWERS}`)) {
      if (el.matches(ASKED)) asked = wordsAfter(el);
      else asked?.push(el);
      if (el.matches(ASKED)) groups.set(el.dataset.predict, asked);
    }
    for (const parts of groups.values()) parts.sort((a, b) => (a.compareDocumentPosition(b) & 4 ? -1 : 1));
    return [...groups].filter(([, parts]) => parts.length);
  }

  function show(group) {
    group.veil?.remove();
    for (const part of group.parts) part.hidden = false;
  }

  function hide(group) {
    const button = Object.assign(document.createElement("button"), {
      type: "button",
      className: "btn course-button",
      textContent: "Show me anyway",
      onclick: () => {
        show(group);
        group.parts[0].tabIndex = -1;
        group.parts[0].focus({ preventScroll: true }); // the button that had it is gone
      },
    });
    const words = Object.assign(document.createElement("span"), {
      textContent: "Predict first: the answer waits here.",
    });
    group.veil = Object.assign(document.createElement("p"), { className: "reveal-veil" });
    group.veil.append(words, button);
    group.parts[0].before(group.veil);
    for (const part of group.parts) {
      part.classList.add("waits");
      part.hidden = true;
      part.onbeforematch = () => show(group); // found by the browser's own search
      part.setAttribute("hidden", "until-found");
    }
  }

  function start() {
    const groups = new Map(waiting().map(([name, parts]) => [name, { parts }]));
    for (const [name, group] of groups) if (!made(name)) hide(group);
    document.addEventListener("course:predicted", ({ detail }) => {
      const group = groups.get(detail.name);
      if (!group) return;
      show(group);
      if (!detail.made) hide(group); // forgotten: it is asked anew
    });
    const follow = () => {
      const target =
        location.hash.length > 1 && document.getElementById(decodeURIComponent(location.hash.slice(1)));
      const group =
        target && [...groups.values()].find(({ parts }) => parts.some((part) => part.contains(target)));
      if (group) show(group);
    };
    addEventListener("hashchange", follow);
    follow();
  }
  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", start);
  else start();
}
