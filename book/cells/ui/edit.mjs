// What only a reader who edits needs.

export { editor } from "./editor.mjs";
export { download } from "./notebook.mjs";
export { isSure, writer } from "./writer.mjs";
