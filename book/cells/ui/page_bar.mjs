// What belongs to the whole page: how many tests pass, the notebook with the edits in it, and the way back.

import { button, el } from "./dom.mjs";

const KEPT = "Edits stay in this browser.";
const NOT_KEPT = "This browser keeps no edits: download them before you leave.";
const SURE = "All edits of this page will be lost, and all variables. Reset the page?";

/** The bar, where the page keeps its place, else at the end; `show()` after each change. */
export function pageBar(told, cells, kept, tools, resetAll) {
  const tests = told.cells.filter(({ kind }) => kind === "test");
  const status = el("span", { className: "cells-status" });
  const edited = () => cells.some((cell) => cell?.isEdited);
  const sources = () =>
    Object.fromEntries(cells.filter((cell) => cell?.isEdited).map(({ row, source }) => [row.id, source]));
  const take = () =>
    tools()
      .then(({ download }) => download(told.notebook, sources()))
      .catch((error) => {
        status.textContent = `The notebook could not be fetched (${error.message}).`;
      });
  const reset = () => (!edited() || confirm(SURE)) && resetAll();
  const buttons = [button("Download .ipynb", take), button("Reset page", reset)];
  const placed = document.querySelector(".cells-page"); // at the head of a page with exercises
  const bar = placed ?? el("div", { className: "cells-bar cells-page" });
  bar.append(...buttons, status);
  bar.setAttribute("role", "group");
  bar.setAttribute("aria-label", "Cells of this page");
  const show = () => {
    const passed = tests.filter(({ id }) => kept.passed[id]).length;
    const progress = tests.length ? `${passed} of ${tests.length} tests passed. ` : "";
    status.textContent = progress + (kept.lasts ? KEPT : NOT_KEPT);
    bar.hidden = !tests.length && !edited();
  };
  if (!placed) (document.querySelector(".bd-article") ?? document.body).append(bar);
  return { show };
}
