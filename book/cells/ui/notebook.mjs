// The notebook of a page with a reader's edits in it.

/** A copy of an `.ipynb` whose cells have the edited sources; an edited cell of code has lost its outputs. */
export function withEdits(notebook, edits) {
  const cells = notebook.cells.map((cell) => {
    const source = edits[cell.id];
    if (source === undefined) return cell;
    const edited = { ...cell, source: lines(source) };
    return cell.cell_type === "code" ? { ...edited, outputs: [], execution_count: null } : edited;
  });
  return { ...notebook, cells };
}

/** As nbformat stores a text: its lines, each with its end. */
const lines = (text) => text.match(/[^\n]*\n|[^\n]+$/g) ?? [];

/** Takes the page's notebook from where Sphinx keeps it, and hands it out with what these cells hold. */
export async function download(path, edited) {
  const edits = Object.fromEntries(edited.map(({ row, source }) => [row.id, source]));
  const root = new URL(document.documentElement.dataset.content_root ?? ".", document.baseURI);
  const answer = await fetch(new URL(`_sources/${path}`, root));
  if (!answer.ok) throw Error(`${answer.status}`);
  const text = `${JSON.stringify(withEdits(await answer.json(), edits), null, 1)}\n`;
  const href = URL.createObjectURL(new Blob([text], { type: "application/x-ipynb+json" }));
  const link = Object.assign(document.createElement("a"), { href, download: path.split("/").at(-1) });
  link.click();
  setTimeout(() => URL.revokeObjectURL(href), 60_000);
}
