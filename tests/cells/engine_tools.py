"""Hands for the cells of a page in Firefox and WebKit: JavaScript in front of what a test does there."""

TOOLS = """
const cell = (id) => document.querySelector(`[data-cell-id=${id}]`);
const press = (id, name) => {
  const all = [...cell(id).querySelectorAll("button")].filter((one) => !one.hidden);
  all.find((one) => one.textContent === name).click();
};
const box = (id) => until(() => cell(id).querySelector("textarea"));
const wrote = async (id, text) => {
  if (!cell(id).querySelector("textarea")) press(id, "Edit");
  const area = await box(id);
  area.value = text;
  area.dispatchEvent(new Event("input"));
};
const until = async (what) => {
  const end = performance.now() + 120_000;
  for (let found; performance.now() < end; await new Promise((go) => setTimeout(go, 20)))
    if ((found = what())) return found;
  const said = [...document.querySelectorAll(".cells-status")].map((one) => one.textContent);
  throw Error(`${what} does not come; the cells say ${said.join(" | ")}`);
};
const live = (id) => until(() => cell(id).querySelector(".cells-output")?.textContent);
const text = (id) => cell(id).querySelector(".cells-status").textContent;
const status = (id, part) => until(() => text(id).includes(part));
await until(() => document.documentElement.dataset.cells);
"""
