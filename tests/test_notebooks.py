"""Every notebook is stamped, clean, and written in the form that reads the same everywhere."""

import copy
import itertools
import re
import subprocess
import sys

import pytest
from notebook_cells import GOOD, code, markdown
from notebooks import ROOT, all_notebooks, read

PATHS = all_notebooks()
NAMES = [str(p.relative_to(ROOT)) for p in PATHS]
LONGEST_CELL, LONGEST_FOLDED = 25, 40  # lines: in sight, so much fits the page on a laptop
FOLDERS = [path.parent.name for path in sorted((ROOT / "course_lib").rglob("widget.js"))]
EXPLORABLE = "|".join(name.title().replace("_", "") for name in FOLDERS)


def faults(notebook: dict) -> list[str]:
    """What breaks the form of DESIGN § 6, in words."""
    cells, found = notebook["cells"], []
    markdown = [c for c in cells if c["cell_type"] == "markdown"]
    code = [c for c in cells if c["cell_type"] == "code" and c["id"] != "setup"]
    ids = [c["id"] for c in cells]
    found += [f"id {i!r} is used twice" for i in {i for i in ids if ids.count(i) > 1}]
    found += [f"id {i!r} is not readable" for i in ids if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", i)]

    levels = []
    for cell in markdown:
        prose = re.sub(r"```.*?```", "", cell["source"], flags=re.S)
        levels += [len(m) for m in re.findall(r"^(#+) ", prose, re.M)]
        rules = {
            r"^```\{": "a backtick directive",
            r"\{(?:eq|numref|ref|cite|cite:p|cite:t|doc|term)\}`": "a role",
            r"!\[[^\]]*\]\((?!https://)": "a relative image",
            r"!\[\]\(": "an image without words",
            r"^\s*=+\s*$": "a lone = line, which Colab takes for a heading",
            r"\\begin\{(?:align|equation)\*?\}": "a bare environment: use aligned inside $$",
        }
        found += [
            f"{cell['id']}: {told}" for rule, told in rules.items() if re.search(rule, cell["source"], re.M)
        ]
    if levels.count(1) != 1 or levels[0] != 1:
        found.append("exactly one H1, and first")
    found += ["a heading level is skipped" for a, b in itertools.pairwise(levels) if b > a + 1]

    for cell in code:
        source = cell["source"]
        # a student sees the visible tests of an exercise alone, an author reads hidden ones and answers apart
        parts = re.split(r"### (?:BEGIN|END) (?:HIDDEN TESTS|SOLUTION)", source)
        longest = max(len(part.strip().splitlines()) for part in parts)
        # nobody reads a test from top to bottom: a student looks at the one line that failed, and its hint
        told = cell["metadata"].get("nbgrader", {}).get("points") and "Hidden tests:" in source
        folded = "fold" in cell["metadata"].get("tags", [])
        most = LONGEST_FOLDED if folded or told else LONGEST_CELL
        if longest > most:
            found.append(f"{cell['id']}: {longest} lines, more than {most}")
        if re.search(r"pip install|%matplotlib widget|^\s*[!%]", source, re.M):
            found.append(f"{cell['id']}: a magic, a shell line or an install outside the setup cell")
        if "plt.show()" in source:
            alt = cell["metadata"].get("mystnb", {}).get("image", {}).get("alt", "")
            if len(alt) < 40:
                found.append(f"{cell['id']}: a figure without alt text in mystnb.image.alt")
    for before, cell in itertools.pairwise(cells):
        # XExplorer(…) as the last line, or a name that was given to one
        explorable = re.search(rf"^({EXPLORABLE})\(.*\Z", cell["source"].strip(), re.M) or re.search(
            rf"(?ms)^(?P<name>\w+) = ({EXPLORABLE})\(.*^(?P=name)\Z", cell["source"].strip()
        )
        if cell["cell_type"] == "code" and explorable:
            stem = re.sub(r"(?<!^)(?=[A-Z])", "_", explorable[explorable.lastindex]).lower()
            if not re.search(
                rf"!\[[^\]]{{40,}}\]\(https://\S+_static/posters/\w+/{stem}\.svg\)", before["source"]
            ):
                found.append(f"{cell['id']}: no poster with words in the cell before {explorable[1]}")
    return found


@pytest.mark.parametrize("path", PATHS, ids=NAMES)
def test_form(path):
    assert faults(read(path)) == []


@pytest.mark.parametrize("tool", ["stamp_setup", "clean_notebooks"])
def test_stamped_and_clean(tool):
    done = subprocess.run(
        [sys.executable, str(ROOT / f"tools/{tool}.py"), "--check"], capture_output=True, text=True
    )
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize(
    ("cell", "told"),
    [
        (markdown("# Second title"), "exactly one H1"),
        (markdown("### Deep"), "skipped"),
        (markdown("```{note}\nx\n```"), "directive"),
        (markdown("see {eq}`one`"), "role"),
        (markdown("![a picture](figure.png)"), "relative image"),
        (markdown("$$\na\n=\nb\n$$"), "lone ="),
        (markdown("text", id="title"), "twice"),
        (markdown("text", id="a6F_9"), "not readable"),
        (code("\n".join(["x = 1"] * 26)), "26 lines"),
        (code("\n".join(["x = 1"] * 41), tags=["fold"]), "41 lines"),
        (code("!pip install torch"), "install"),
        (code("%matplotlib widget"), "magic"),
        (code("plt.show()"), "alt text"),
        (code("LossExplorer()"), "no poster"),
        (code("Playground(hide=[])"), "no poster"),
        (code('explorer = LossExplorer(loss="l1")\nexplorer'), "no poster"),
    ],
)
def test_planted_faults_are_found(cell, told):
    notebook = copy.deepcopy(GOOD)
    assert faults(notebook) == []
    notebook["cells"].append(cell)
    assert any(told in fault for fault in faults(notebook))
