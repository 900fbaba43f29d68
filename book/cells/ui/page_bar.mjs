// What belongs to the whole page: how many tests pass, the notebook with the edits in it, and the way back.

import { button, el } from "./dom.mjs";

const KEPT = "Edits stay in this browser.";
const NOT_KEPT = "This browser keeps no edits: download them before you leave.";

/** The bar, where the page keeps its place, else at the end; `show()` after each change. */
export function pageBar(told, cells, kept, tools, resetAll) {
  const tests = told.cells.filter(({ kind }) => kind === "test");
  const status = el("span", { className: "cells-status" });
  const edited = () => cells.filter((cell) => cell?.isEdited);
  const late = (how) => () =>
    tools()
      .then(how)
      .catch((error) => {
        status.textContent = `It could not be loaded (${error.message}).`;
      });
  const take = late(({ download }) => download(told.notebook, edited()));
  const reset = late(({ isSure }) => (!edited().length || isSure()) && resetAll());
  const mine = tests.length ? "answers" : "edits"; // the head of an exercise's page offers the empty notebook
  const buttons = [button(`Download with my ${mine}`, take), button("Reset page", reset)];
  const placed = document.querySelector(".cells-page"); // at the head of a page with exercises
  const bar = placed ?? el("div", { className: "cells-bar cells-page" });
  bar.append(...buttons, status);
  bar.setAttribute("role", "group");
  bar.setAttribute("aria-label", "Cells of this page");
  const show = () => {
    const passed = tests.filter(({ id }) => kept.passed[id]).length;
    const progress = tests.length ? `${passed} of ${tests.length} tests passed. ` : "";
    status.textContent = progress + (kept.lasts ? KEPT : NOT_KEPT);
    bar.hidden = !tests.length && !edited().length;
  };
  if (!placed) (document.querySelector(".bd-article") ?? document.body).append(bar);
  return { show };
}
