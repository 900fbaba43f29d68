"""Write the setup cell, and the course's address, into every notebook.

    python tools/stamp_setup.py [--check]

The version stands in ``pyproject.toml``, the owner in ``repository.url`` of ``_config.yml``, and nowhere
else: moving the course means editing that one line and running this.
"""

from __future__ import annotations

import re
import sys
import tomllib
from pathlib import Path

import yaml
from notebooks import ROOT, all_notebooks, rewrite

POSTER = re.compile(r"https://[\w.-]+/[\w.-]+/(?=_static/posters/)")
METADATA = {"cellView": "form", "jupyter": {"source_hidden": True}, "tags": ["setup", "hide-input"]}
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
    pip = [sys.executable, "-m", "pip", "install", "-q", "--no-deps", "--timeout=15", "--retries=2", WHEEL]
    done = subprocess.run(pip, capture_output=True, text=True)
    if done.returncode:
        raise RuntimeError(
            f"Could not download course-lib {{VERSION}}. Check the connection, then run this cell again.\\n"
            + done.stderr[-400:]
        )
    importlib.invalidate_caches()
    if "course_lib" in sys.modules:
        raise RuntimeError("course-lib was updated. Choose Runtime > Restart session, then run it all again.")
elif installed is None:
    raise ModuleNotFoundError("course-lib is not installed. In the cloned repository run: pip install -e .")

import course_lib  # noqa: F401
""".strip()


def site(root: Path = ROOT) -> str:
    """Address of the published book, from the repository's owner and name."""
    repository = yaml.safe_load((root / "_config.yml").read_text(encoding="utf-8"))["repository"]["url"]
    match = re.fullmatch(r"https://github\.com/([\w.-]+)/([\w.-]+?)/?", repository)
    if not match:
        raise ValueError(f"repository.url should read https://github.com/OWNER/NAME, got {repository!r}")
    return f"https://{match[1]}.github.io/{match[2]}/"


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
    cell["metadata"] = {**cell["metadata"], **METADATA}
    for other in notebook["cells"]:
        if other["cell_type"] == "markdown":
            other["source"] = POSTER.sub(site(root), other["source"])


if __name__ == "__main__":
    check = "--check" in sys.argv
    changed = rewrite(stamp, all_notebooks(), check)
    for path in changed:
        print(f"{'not stamped' if check else 'stamped'}: {path.relative_to(ROOT)}")
    sys.exit(bool(check and changed) and "run: python tools/stamp_setup.py")
