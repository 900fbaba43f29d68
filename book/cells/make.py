"""Make what the pages need to run their cells: ``_build/cells``, or say that this build is without.

    python book/cells/make.py               what is missing is fetched first
    python book/cells/make.py --install     in CI alone

It is made again when a file of it changes: Python's own (fetch.py), ``course_lib``, what lies in this folder.
"""

from __future__ import annotations

import hashlib
import importlib.util
import io
import os
import shutil
import subprocess
import sys
import tomllib
import zipfile
from importlib import metadata
from pathlib import Path

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
sys.path.append(str(HERE.parent))

from cells import fetch  # noqa: E402

OUT = ROOT / "_build/cells"
VERSION = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["version"]
CORE = ("pyodide.mjs", "pyodide.asm.mjs", "pyodide.asm.wasm", "python_stdlib.zip", "pyodide-lock.json")
INTERFACE = HERE / "ui"  # no part of what a snapshot depends on
# no cell of a page reads these
UNUSED = ("/tests/", "/f2py/", "/include/", "/lib/pkgconfig", "/sample_data/")
UNUSED_KINDS = (".pyi", ".pxd", ".h", ".a", ".c", ".afm", ".pdf", ".ui", ".typed", ".cmake")
OF_PAGES = {
    "kinds.py",
    "needs.py",
    "pages.py",
    "reach.py",
    "statements.py",
}  # they know of this folder, not it of them
LIBRARY = ("**/*.py", "**/*.json", "cnn/digit_explorer/weights.js", "datasets/files/*")
TABLES = (
    "breast_cancer.csv",
    "diabetes_data_raw.csv.gz",
    "diabetes_target.csv.gz",
    "digits.csv.gz",
    "iris.csv",
)
TABLES += ("wine_data.csv",)
# of packages that are here anyway: data of scikit-learn, whose code is not in a page, and pure Python
BORROWED = {
    "scikit-learn": [*(f"sklearn/datasets/data/{name}" for name in TABLES), "/licenses/"],
    "traitlets": ["traitlets/*.py", "traitlets/utils/*.py", "/licenses/"],
}
REFERENCE = ("pydoc_data", "pydoc_data.topics")  # Pyodide leaves it out


def borrowed() -> dict[str, Path]:
    """Path within site-packages → file of another package, or of Python's own library."""
    found = {
        file.as_posix(): Path(file.locate())
        for package, patterns in BORROWED.items()
        for file in metadata.files(package) or ()
        if any(file.match(part) if "*" in part else part in file.as_posix() for part in patterns)
    }
    for module in REFERENCE:
        origin = Path(importlib.util.find_spec(module).origin)
        found[f"pydoc_data/{origin.name}"] = origin
    return found


def ours() -> dict[str, Path]:
    """Path within site-packages → file: the library, what runs the cells, what both need beside NumPy."""
    library = {
        f"course_lib/{path.relative_to(ROOT / 'course_lib').as_posix()}": path
        for pattern in LIBRARY
        for path in sorted(ROOT.joinpath("course_lib").glob(pattern))
        if path.is_file() and "__pycache__" not in path.parts
    }
    cells = {path.relative_to(HERE / "python").as_posix(): path for path in HERE.glob("python/**/*.py")}
    return borrowed() | library | cells


def stage(into: Path, files: dict[str, bytes]) -> None:
    """Unpack into ``core`` and ``site``; ``home`` is for what Python writes."""
    shutil.rmtree(into, ignore_errors=True)
    for folder in ("core", "site", "home"):
        into.joinpath(folder).mkdir(parents=True)
    for name in CORE:
        into.joinpath("core", name).write_bytes(files[f"pyodide/{name}"])
    into.joinpath("zstddec.mjs").write_bytes(files["zstddec/dist/zstddec.mjs"])
    for name, data in files.items():
        if name.startswith("wheels/"):
            with zipfile.ZipFile(io.BytesIO(data)) as wheel:
                for entry in filter(wanted, wheel.namelist()):
                    wheel.extract(entry, into / "site")
    for name, path in ours().items():
        target = into / "site" / name
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(path, target)
    # lessons ask whether the library is installed, and which
    about = into / f"site/course_lib-{VERSION}.dist-info"
    about.mkdir()
    about.joinpath("METADATA").write_text(f"Metadata-Version: 2.1\nName: course-lib\nVersion: {VERSION}\n")
    # an explorable only asks whether its bundle is there: the page has it, alive, already
    for bundle in ROOT.glob("course_lib/widgets/static/*.js"):
        empty = into / "site" / bundle.relative_to(ROOT)
        empty.parent.mkdir(parents=True, exist_ok=True)
        empty.touch()


def wanted(entry: str) -> bool:
    """Whether a file of a wheel can be of use to a cell."""
    return not (entry.endswith(("/", *UNUSED_KINDS)) or any(part in f"/{entry}" for part in UNUSED))


def state() -> str:
    """The hash of all that the result depends on."""
    total = hashlib.sha256(VERSION.encode())
    apart = {"__pycache__", INTERFACE.name, *OF_PAGES}
    own = {
        path.relative_to(ROOT).as_posix(): path
        for path in HERE.rglob("*")
        if path.is_file() and not apart & set(path.relative_to(HERE).parts)
    }
    for name, path in sorted((own | ours()).items()):
        total.update(f"\0{name}\0".encode() + path.read_bytes())
    return total.hexdigest()


def run_node(*command: Path) -> None:
    """One script of JavaScript."""
    node = Path(sys.executable).parent  # pip put Node beside Python
    environment = {**os.environ, "PATH": f"{node}{os.pathsep}{os.environ['PATH']}"}
    subprocess.run(["node", *map(str, command)], check=True, env=environment)


def make() -> Path | None:
    """The folder with ``cells.json``, made where it is not of today; None where Python is not here."""
    try:
        files = fetch.checked()
    except FileNotFoundError:
        return None
    stamp = OUT / ".state"
    now = state()
    if not stamp.exists() or stamp.read_text() != now:
        shutil.rmtree(OUT, ignore_errors=True)
        stage(OUT / "stage", files)
        for script in ("make_snapshot.mjs", "bundle.mjs"):
            run_node(HERE / script, OUT / "stage", OUT / "site")
        stamp.write_text(now)
    interface(OUT / "site")
    return OUT / "site"


def interface(folder: Path) -> None:
    """Bundle what a page loads at once into ``folder``: also for a build without Python, which says so."""
    run_node(INTERFACE / "bundle.mjs", folder)


if __name__ == "__main__":
    fetch.main()
    print(make() or "Cells cannot be run in this build")
