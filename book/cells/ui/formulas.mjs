// KaTeX, which alone is 270 kB: it comes when a cell shows a formula.

import katex from "katex";

export const rendered = (tex, displayMode) => katex.renderToString(tex, { displayMode, throwOnError: false });
