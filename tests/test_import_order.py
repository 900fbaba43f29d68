"""The import graph is the syllabus: arrows run one way, and a topic loads little."""

import ast
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from site_pages import ROOT

TOPICS = ["primer", "losses", "optim", "backprop", "cnn", "rnn", "attention"]
OUTSIDE = {"chapters", "tests", "tools", "book", "grading", "exercises", "benchmarks"}


SCRIPT = re.compile(r"""^(?:import|export)\b[^;"']*["'](\.[^"']+)["']|\bimport\(["'](\.[^"']+)["']\)""", re.M)


def imports(path: Path, root: Path) -> set[str]:
    """Full names of the modules that a file imports, inside functions too; in JavaScript, of its paths."""
    if path.suffix == ".js":
        found = (a or b for a, b in SCRIPT.findall(path.read_text(encoding="utf-8")))
        return {dotted(Path(os.path.normpath(path.parent / name)), root) for name in found}
    names = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: write the full name in place of a relative import"
            names |= {node.module} | {f"{node.module}.{alias.name}" for alias in node.names}
        elif isinstance(node, ast.Call) and ast.unparse(node.func).endswith(("import_module", "__import__")):
            names |= {arg.value for arg in node.args if isinstance(arg, ast.Constant)}
    return names


def dotted(path: Path, root: Path) -> str:
    return ".".join(path.relative_to(root).with_suffix("").parts)


def explorables(root: Path) -> set[str]:
    """Dotted names of the explorables: the folders that hold a ``widget.js``."""
    folders = (path.parent.relative_to(root) for path in (root / "course_lib").rglob("widget.js"))
    return {".".join(folder.parts) for folder in folders}


def violations(root: Path) -> list[str]:
    """Imports under ``root / "course_lib"`` that run against the arrow, in words."""
    found = []
    alive = {"course_lib.widgets", *explorables(root)}
    modules = [path for kind in ("*.py", "*.js") for path in (root / "course_lib").rglob(kind)]
    for path in sorted(path for path in modules if "static" not in path.parts):
        module = dotted(path, root)
        topic = module.split(".")[1] if module.count(".") > 1 else "root"
        touches = inside(alive, module)
        for name in sorted(imports(path, root)):
            parts = name.split(".")
            if parts[0] in OUTSIDE:
                found.append(f"{module} imports {name}, which is not part of the library")
            if parts[0] != "course_lib" or len(parts) < 2:
                continue
            other = parts[1]
            if other in TOPICS and (topic not in TOPICS or TOPICS.index(other) > TOPICS.index(topic)):
                found.append(f"{module} imports {name}: {other} comes later than {topic}")
            if other == "primer" and topic != "primer":
                found.append(f"{module} imports {name}: nobody imports the primer")
            if other in TOPICS and other != topic and any(part.startswith("_") for part in parts[2:]):
                found.append(f"{module} imports {name}, which is private to {other}")
            if topic in TOPICS and not touches and inside(alive, name):
                found.append(f"{module} is reference code and imports the explorable side, {name}")
    return found


def inside(packages: set[str], name: str) -> bool:
    """Whether a dotted name is one of the packages, or lies in one."""
    return any(f"{name}.".startswith(f"{package}.") for package in packages)


def test_arrows_run_one_way():
    assert violations(ROOT) == []


@pytest.mark.parametrize(
    ("path", "line", "told"),
    [
        ("course_lib/losses/new.py", "from course_lib.optim import SGD", "optim comes later than losses"),
        ("course_lib/seeds.py", "import course_lib.losses.regression", "losses comes later than root"),
        (
            "course_lib/primer/new.py",
            "from course_lib.losses import mse_loss",
            "losses comes later than primer",
        ),
        ("course_lib/optim/new.py", "import course_lib.primer.pictures", "nobody imports the primer"),
        ("course_lib/optim/new.py", "from course_lib.widgets import Explorable", "explorable side"),
        ("course_lib/losses/new.py", "from course_lib.losses.loss_explorer import X", "explorable side"),
        ("course_lib/optim/new.py", "from course_lib.optim.racer.run import run", "explorable side"),
        ("course_lib/backprop/new.py", "from course_lib.optim import racer", "explorable side"),
        ("course_lib/optim/new.py", "from course_lib.losses._checks import same_shape", "private to losses"),
        ("course_lib/rnn/new.py", "from course_lib.attention import GPT", "attention comes later than rnn"),
        ("course_lib/cnn/new.py", "import tests.arrays", "not part of the library"),
        ("course_lib/cnn/new.py", "importlib.import_module('course_lib.rnn')", "rnn comes later than cnn"),
        ("course_lib/losses/new.js", 'import { f } from "../optim/f.js";', "optim comes later than losses"),
        (
            "course_lib/losses/new.js",
            'import {\n  f,\n} from "../optim/f.js";',
            "optim comes later than losses",
        ),
        ("course_lib/losses/new.js", 'await import("../optim/f.js");', "optim comes later than losses"),
        ("course_lib/widgets/ui/new.js", 'export * from "../../cnn/f.js";', "cnn comes later than widgets"),
        ("course_lib/optim/new.js", 'import "../primer/curves.js";', "nobody imports the primer"),
        ("course_lib/optim/new.js", 'import ui from "../widgets/ui.js";', "explorable side"),
        ("course_lib/optim/new.js", 'import { f } from "./racer/state.js";', "explorable side"),
        ("course_lib/optim/new.js", 'import { f } from "../../tests/hands.js";', "not part of the library"),
    ],
)
def test_a_planted_violation_is_found(tmp_path, path, line, told):
    file = tmp_path / path
    file.parent.mkdir(parents=True)
    file.write_text(f"def later():\n    {line}\n" if file.suffix == ".py" else line)
    for folder in ("losses/loss_explorer", "optim/racer"):
        (tmp_path / "course_lib" / folder).mkdir(parents=True)
        (tmp_path / "course_lib" / folder / "widget.js").touch()
    assert any(told in found for found in violations(tmp_path))


HEAVY = {
    "torch",
    "matplotlib",
    "anywidget",
    "ipywidgets",
    "sklearn",
    "scipy",
    "jaxtyping",
    "IPython",
    "pooch",
}


ONE_BY_ONE = """
import importlib, sys
for name in sys.argv[1:]:
    importlib.import_module(name)
    if loaded := [each for each in sys.modules if each.split(".")[0] in ("anywidget", "ipywidgets")]:
        print(name)
        for each in loaded:
            del sys.modules[each]
"""


def test_a_module_of_an_explorable_loads_no_widget_but_the_one_that_is_it():
    """So that a lesson runs what an explorable runs where there is no widget."""
    folders = [path.parent for path in (ROOT / "course_lib").rglob("widget.js")]
    names = [
        dotted(path, ROOT).removesuffix(".__init__") for folder in folders for path in folder.glob("*.py")
    ]
    others = [name for name in names if not name.endswith((".widget", ".poster"))]
    assert {"course_lib.optim.descent_explorer", "course_lib.optim.descent_explorer.run"} <= set(others)
    done = subprocess.run(
        [sys.executable, "-c", ONE_BY_ONE, *others], capture_output=True, text=True, check=True
    )
    assert done.stdout == ""


@pytest.mark.parametrize(
    ("module", "allowed"),
    [("course_lib", set()), ("course_lib.gradcheck", set()), ("course_lib.seeds", set())]
    + [("course_lib.evidence", set())]
    + [("course_lib.device", set()), ("course_lib.datasets", set()), ("course_lib.training", set())]
    + [("course_lib.exercise_tools", set())]
    + [(f"course_lib.{t}", set()) for t in TOPICS if (ROOT / "course_lib" / t).exists()],
)
def test_importing_a_module_loads_numpy_alone(module, allowed):
    code = f"import sys, {module}; print(*sorted({{n.split('.')[0] for n in sys.modules}}))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert set(done.stdout.split()) & HEAVY == allowed
