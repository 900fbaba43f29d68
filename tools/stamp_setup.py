"""Write the setup cell into every notebook, and the course's address wherever text names it.

    python tools/stamp_setup.py [--check]

The version stands in ``pyproject.toml``, the owner in ``repository.url`` of ``_config.yml``, and nowhere
else: moving the course means editing that one line and running this.
"""

from __future__ import annotations

import functools
import re
import sys
import tomllib
from pathlib import Path

import yaml
from fold_cells import fold
from notebooks import ROOT, all_notebooks, rewrite

POSTER = r"https://[\w.-]+/[\w.-]+/(?=_static/posters/)"
SERVICES = r"git clone https://github\.com/|https://colab\.research\.google\.com/github/|https://mybinder\.org/v2/gh/"
REPOSITORY = re.compile(rf"({SERVICES})[\w.-]+/[\w.-]+")
TAG = "setup"  # fold_cells.py folds it
CELL = """
# @title Course setup (run this cell first)
# Written by tools/stamp_setup.py. On your own machine it only imports the course's library.
import importlib
import os
import subprocess
import sys
from importlib import metadata

VERSION = "{version}"
SITE = "{site}"
WHEEL = os.environ.get("COURSE_LIB_SRC", f"{{SITE}}dist/course_lib-{{VERSION}}-py3-none-any.whl")
try:
    installed = metadata.version("course-lib")
except metadata.PackageNotFoundError:
    installed = None

if "google.colab" in sys.modules and installed != VERSION:
    # --no-deps: nothing that Colab ships is touched
    quick = ["-q", "--no-deps", "--timeout=15", "--retries=2"]
    pip = [sys.executable, "-m", "pip", "install", *quick, WHEEL]
    done = subprocess.run(pip, capture_output=True, text=True)
    if done.returncode:
        again = "Check the connection, then run this cell again."
        reason = done.stderr.strip().rpartition("\\n")[2]
        raise RuntimeError(f"Could not download course-lib {{VERSION}}. {{again}}\\n{{reason}}")
    importlib.invalidate_caches()
elif installed is None:
    raise ModuleNotFoundError(
        "course-lib is not installed. In the cloned repository run: pip install -e .",
    )

import course_lib

# an old one that is still in memory
if "google.colab" in sys.modules and course_lib.__version__ != VERSION:
    raise RuntimeError(
        "course-lib was updated. Choose Runtime > Restart session, then run it all again.",
    )
""".strip()


configured = functools.cache(yaml.safe_load)  # one text, asked for by every cell of every notebook


def repository(root: Path = ROOT) -> tuple[str, str]:
    """Owner and name of the repository."""
    url = configured((root / "_config.yml").read_text(encoding="utf-8"))["repository"]["url"]
    match = re.fullmatch(r"https://github\.com/([\w.-]+)/([\w.-]+?)/?", url)
    if not match:
        raise ValueError(f"repository.url should read https://github.com/OWNER/NAME, got {url!r}")
    return match[1], match[2]


def site(root: Path = ROOT) -> str:
    """Address of the published book, from the repository's owner and name."""
    return "https://{}.github.io/{}/".format(*repository(root))


def setup_source(root: Path = ROOT) -> str:
    """The setup cell for the version and the address that hold now."""
    project = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    return CELL.format(version=project["version"], site=site(root))


def stamp(notebook: dict, root: Path = ROOT) -> None:
    """Write the setup cell in place, after the first Markdown cell where there is none yet."""
    cell = next((c for c in notebook["cells"] if c.get("id") == "setup"), None)
    if cell is None:
        cell = {"id": "setup", "cell_type": "code", "execution_count": None, "outputs": [], "metadata": {}}
        notebook["cells"].insert(1, cell)
    cell["source"] = setup_source(root)
    cell["metadata"]["tags"] = sorted({TAG, *cell["metadata"].get("tags", [])})
    fold(cell)
    for other in notebook["cells"]:
        if other["cell_type"] == "markdown":
            other["source"] = readdress(other["source"], root)


def readdress(text: str, root: Path = ROOT) -> str:
    """The text with the course's own addresses as they hold now; links to others stay."""
    owner, name = repository(root)
    ours = rf"https://[\w-]+\.github\.io/{re.escape(name)}/|{POSTER}"
    return re.sub(ours, site(root), REPOSITORY.sub(rf"\g<1>{owner}/{name}", text))


def all_pages(root: Path = ROOT) -> list[Path]:
    """The pages that are no notebooks."""
    return sorted([*root.glob("*.md"), *root.glob("guide/**/*.md"), *root.glob("chapters/**/*.md")])


def stamp_pages(paths: list[Path], root: Path, check: bool) -> list[Path]:
    """The pages whose addresses differ, written unless ``check``."""
    new = {path: readdress(path.read_text(encoding="utf-8"), root) for path in paths}
    changed = [path for path in paths if path.read_text(encoding="utf-8") != new[path]]
    for path in [] if check else changed:
        path.write_text(new[path], encoding="utf-8")
    return changed


def main(check: bool, root: Path = ROOT) -> None:
    """Stamp everything under ``root``, or only say what is to be stamped and leave with an error."""
    changed = rewrite(lambda notebook: stamp(notebook, root), all_notebooks(root), check)
    changed += stamp_pages(all_pages(root), root, check)
    for path in changed:
        print(f"{'not stamped' if check else 'stamped'}: {path.relative_to(root)}")
    sys.exit(bool(check and changed) and "run: python tools/stamp_setup.py")


if __name__ == "__main__":
    main("--check" in sys.argv)
