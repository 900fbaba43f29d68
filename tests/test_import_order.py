"""The import graph is the syllabus: arrows run one way, and a topic loads little."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest
from site_pages import ROOT

TOPICS = ["primer", "losses", "optim", "backprop", "cnn", "rnn", "attention"]
OUTSIDE = {"chapters", "tests", "tools", "book", "grading", "exercises", "benchmarks"}


def imports(path: Path) -> set[str]:
    """Full names of the modules that a file imports, inside functions too."""
    names = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: write the full name in place of a relative import"
            names |= {node.module} | {f"{node.module}.{alias.name}" for alias in node.names}
    return names


def explorables(root: Path) -> set[str]:
    """Dotted names of the explorables: the folders that hold a ``widget.js``."""
    folders = (path.parent.relative_to(root) for path in (root / "course_lib").rglob("widget.js"))
    return {".".join(folder.parts) for folder in folders}


def violations(root: Path) -> list[str]:
    """Imports under ``root / "course_lib"`` that run against the arrow, in words."""
    found = []
    alive = {"course_lib.widgets", *explorables(root)}
    for path in sorted((root / "course_lib").rglob("*.py")):
        module = ".".join(path.relative_to(root).with_suffix("").parts)
        topic = module.split(".")[1] if module.count(".") > 1 else "root"
        touches = inside(alive, module)
        for name in sorted(imports(path)):
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
    ],
)
def test_a_planted_violation_is_found(tmp_path, path, line, told):
    file = tmp_path / path
    file.parent.mkdir(parents=True)
    file.write_text(f"def later():\n    {line}\n")
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


def test_one_module_of_an_explorable_loads_no_widget():
    code = "import sys, course_lib.optim.descent_explorer.run; print('anywidget' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True).stdout == "False\n"


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
