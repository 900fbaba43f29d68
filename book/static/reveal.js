// A cell tagged `reveal` waits until the prediction before it on the page is committed, or the reader asks for it.
// Without this script, and on paper, it simply stands there.
"use strict";
{
  const KEY = "course:predictions"; // as in course_lib/widgets/kept.js
  function made(name) {
    try {
      return typeof JSON.parse(localStorage.getItem(KEY) ?? "{}")?.[name]?.given === "string";
    } catch {
      return false;
    }
  }

  /** Prediction → the cells that wait for it: those after it and before the next one. */
  function waiting() {
    const groups = new Map();
    let asked = null;
    for (const el of document.querySelectorAll("figure[data-predict], .cell.tag_reveal")) {
      if (el.matches("figure")) asked = el.dataset.predict;
      else if (asked) groups.set(asked, [...(groups.get(asked) ?? []), el]);
    }
    return groups;
  }

  function show(group) {
    group.veil?.remove();
    for (const cell of group.cells) cell.hidden = false;
  }

  function hide(group) {
    const button = Object.assign(document.createElement("button"), {
      type: "button",
      className: "btn course-button",
      textContent: "Show me anyway",
      onclick: () => {
        show(group);
        group.cells[0].tabIndex = -1;
        group.cells[0].focus({ preventScroll: true }); // the button that had it is gone
      },
    });
    const words = Object.assign(document.createElement("span"), {
      textContent: "Predict first: the answer waits here.",
    });
    group.veil = Object.assign(document.createElement("p"), { className: "reveal-veil" });
    group.veil.append(words, button);
    group.cells[0].before(group.veil);
    for (const cell of group.cells) {
      cell.hidden = true;
      cell.onbeforematch = () => show(group); // found by the browser's own search
      cell.setAttribute("hidden", "until-found");
    }
  }

  function start() {
    const groups = new Map([...waiting()].map(([name, cells]) => [name, { cells }]));
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
        target && [...groups.values()].find(({ cells }) => cells.some((cell) => cell.contains(target)));
      if (group) show(group);
    };
    addEventListener("hashchange", follow);
    follow();
  }
  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", start);
  else start();
}
