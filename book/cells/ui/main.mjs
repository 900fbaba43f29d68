// What a page with cells loads at once: buttons below each cell that Python in the page can run, and words below
// those that it cannot. A classic script, because a page that was opened as a file loads no other.

import { el } from "./dom.mjs";
import { Page } from "./page.mjs";
import { isLive } from "./plan.mjs";
import { ABSENT, colabLink } from "./words.mjs";

const told = JSON.parse(document.getElementById("course-cells").textContent);
const elementOf = (id) => document.querySelector(`.cell[data-cell-id="${CSS.escape(id)}"]`);

/** Words below the code of a cell. */
function tell(row, className, ...words) {
  elementOf(row.id)
    ?.querySelector(".cell_input")
    ?.after(el("p", { className }, ...words));
}

for (const row of told.cells)
  if (row.kind === "torch" || row.kind === "missing") {
    const why = row.why.slice(0, 1).toUpperCase() + row.why.slice(1);
    const link = told.colab ? [" · ", colabLink(told.colab)] : [];
    tell(row, "cells-note cells-elsewhere", why, ...link);
  } else if (isLive(row) && told.site === null) tell(row, "cells-note", ABSENT);

if (told.site !== null) {
  const live = el("div", { className: "cells-live" });
  live.setAttribute("aria-live", "polite");
  document.body.append(live);
  new Page(told, elementOf, (text) => {
    live.textContent = text;
  });
}
document.documentElement.dataset.cells = told.site === null ? "absent" : "here";
