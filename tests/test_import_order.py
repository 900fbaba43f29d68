"""The import graph is the syllabus: arrows run one way, and a topic loads little."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest
from site_pages import ROOT

TOPICS = ["losses", "optim", "backprop", "cnn", "rnn", "attention"]
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


def violations(root: Path) -> list[str]:
    """Imports under ``root / "course_lib"`` that run against the arrow, in words."""
    found = []
    for path in sorted((root / "course_lib").rglob("*.py")):
        module = path.relative_to(root).with_suffix("").parts
        topic = module[1] if len(module) > 2 else "root"
        explorable = path.with_suffix(".js").exists() or path.stem.endswith("_poster")
        for name in sorted(imports(path)):
            parts = name.split(".")
            if parts[0] in OUTSIDE:
                found.append(f"{'.'.join(module)} imports {name}, which is not part of the library")
            if parts[0] != "course_lib" or len(parts) < 2:
                continue
            other = parts[1]
            if other in TOPICS and (topic not in TOPICS or TOPICS.index(other) > TOPICS.index(topic)):
                found.append(f"{'.'.join(module)} imports {name}: {other} comes later than {topic}")
            if topic in TOPICS and not explorable and (other == "widgets" or "explorer" in parts[-1]):
                found.append(f"{'.'.join(module)} is reference code and imports the explorable side, {name}")
    return found


def test_arrows_run_one_way():
    assert violations(ROOT) == []


@pytest.mark.parametrize(
    ("path", "line", "told"),
    [
        ("course_lib/losses/new.py", "from course_lib.optim import SGD", "optim comes later than losses"),
        ("course_lib/seeds.py", "import course_lib.losses.regression", "losses comes later than root"),
        ("course_lib/optim/new.py", "from course_lib.widgets import Explorable", "explorable side"),
        ("course_lib/losses/new.py", "from course_lib.losses.loss_explorer import X", "explorable side"),
        ("course_lib/cnn/new.py", "import tests.arrays", "not part of the library"),
    ],
)
def test_a_planted_violation_is_found(tmp_path, path, line, told):
    file = tmp_path / path
    file.parent.mkdir(parents=True)
    file.write_text(f"def later():\n    {line}\n")
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
