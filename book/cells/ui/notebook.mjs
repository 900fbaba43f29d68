// The notebook of a page with a reader's edits in it.

/** A copy of an `.ipynb` whose cells have the edited sources; an edited cell has lost its outputs. */
export function withEdits(notebook, edits) {
  const cells = notebook.cells.map((cell) => {
    const source = edits[cell.id];
    if (source === undefined) return cell;
    return { ...cell, source: lines(source), outputs: [], execution_count: null };
  });
  return { ...notebook, cells };
}

/** As nbformat stores a text: its lines, each with its end. */
const lines = (text) => text.match(/[^\n]*\n|[^\n]+$/g) ?? [];

/** Takes the page's notebook from where Sphinx keeps it, and hands it out with the edits. */
export async function download(path, edits) {
  const root = new URL(document.documentElement.dataset.content_root ?? ".", document.baseURI);
  const answer = await fetch(new URL(`_sources/${path}`, root));
  if (!answer.ok) throw Error(`${answer.status}`);
  const text = `${JSON.stringify(withEdits(await answer.json(), edits), null, 1)}\n`;
  const href = URL.createObjectURL(new Blob([text], { type: "application/x-ipynb+json" }));
  const link = Object.assign(document.createElement("a"), { href, download: path.split("/").at(-1) });
  link.click();
  setTimeout(() => URL.revokeObjectURL(href), 60_000);
}
