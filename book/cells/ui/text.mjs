// Markdown and formulas that a cell shows, as HTML. It comes late: KaTeX alone is 270 kB.

import katex from "katex";
import { withFormulas } from "./markdown.mjs";

const rendered = (tex, displayMode) => katex.renderToString(tex, { displayMode, throwOnError: false });

export const html = (source) => withFormulas(source, rendered);
