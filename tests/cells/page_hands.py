"""What tests ask of the small page: which files came, what a cell came to."""

SITE_FILES = ("numpy", "figures", "modules", "late", "pyodide", "python_stdlib", "worker")


def asked(host) -> list[str]:
    """The files of Python that were asked for, without their sums."""
    names = [path.removeprefix("/book/cells/").split(".")[0] for path in host.asked]
    return [name for name in names if name.startswith(SITE_FILES)]


RAN = "([source, name]) => ran(source, name)"


def ran(page, source: str, name: str = "1") -> dict:
    return page.evaluate(RAN, [source, name])


# the cell runs for certain before it is stopped: it has told something
STOPPED = """const begun = new Promise((done) => { window.begun = done; });
const end = python.run(`print("begun")\\n${args[0]}`, "1", () => window.begun());
await begun;
python.stop();
return await end;"""


def stopped(page, source: str) -> dict:
    return page.evaluate(f"async (...args) => {{ {STOPPED} }}", source)


# the cells of a page that support/cells_page.py made
def cell(page, id: str):
    return page.locator(f"[data-cell-id={id}]")


def press(page, id: str, name: str):
    cell(page, id).get_by_role("button", name=name).click()


def status(page, id: str):
    return cell(page, id).locator(".cells-status")


def wrote(page, id: str, source: str):
    """Replaces the text in the editor of a cell."""
    edit = cell(page, id).get_by_role("button", name="Edit")
    if edit.is_visible():
        edit.click()
    cell(page, id).get_by_role("textbox").fill(source)
