// Markdown and formulas that a cell shows, as HTML. Source code, which most cells of the course show, asks for no KaTeX.

import { withFormulas } from "./markdown.mjs";

const FORMULAS = new URL("cells-formulas.js", import.meta.url).href;

export async function html(source) {
  const formulas = source.includes("$") ? await import(FORMULAS) : {};
  return withFormulas(source, formulas.rendered);
}
