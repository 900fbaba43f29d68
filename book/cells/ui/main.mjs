// What a page with cells loads at once: it fills the bar below each cell that Python in the page can run. A classic
// script, because a page that was opened as a file loads no other.

import { el } from "./dom.mjs";
import { Page } from "./page.mjs";

const told = JSON.parse(document.getElementById("course-cells").textContent);
const elementOf = (id) => document.querySelector(`[data-cell-id="${CSS.escape(id)}"]`);

if (told.site !== null) {
  const live = el("div", { className: "cells-live" });
  live.setAttribute("aria-live", "polite");
  document.body.append(live);
  new Page(told, elementOf, (text) => {
    live.textContent = text;
  });
}
document.documentElement.dataset.cells = told.site === null ? "absent" : "here";
