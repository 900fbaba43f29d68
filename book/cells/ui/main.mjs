// What a page with cells loads at once: it fills the bar below each cell that Python in the page can run. A classic
// script, because a page that was opened as a file loads no other.

import { el } from "./dom.mjs";
import { Page } from "./page.mjs";
import { kept } from "./python.mjs";

const { dataset } = document.documentElement;
const told = JSON.parse(document.getElementById("course-cells").textContent);
const elementOf = (id) => document.querySelector(`[data-cell-id="${CSS.escape(id)}"]`);

async function begin() {
  const live = el("div", { className: "cells-live" });
  live.setAttribute("aria-live", "polite");
  document.body.append(live);
  if (await kept(told)) dataset.kept = ""; // then nobody is told what it would load
  new Page(told, elementOf, (text) => {
    live.textContent = text;
  });
  dataset.cells = "here";
}

if (told.site === null) dataset.cells = "absent";
else begin();
