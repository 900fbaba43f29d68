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
