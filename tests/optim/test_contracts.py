"""What every public name of the topic promises."""

import inspect
import subprocess
import sys
from pathlib import Path

import pytest

import course_lib.optim as optim


@pytest.mark.parametrize("name", optim.__all__)
def test_the_docstring_is_a_small_page(name):
    thing = getattr(optim, name)
    text = inspect.getdoc(thing)
    if name in ("DescentPath", "Surface", "TunedRate"):  # records: their fields are told in a line
        return
    assert ".. math::" in text
    assert ">>> " in text or name == "Optimizer"
    if inspect.isclass(thing):
        assert "\nAttributes\n---" in text
    elif inspect.signature(thing).parameters and name != "one_cycle_momentum":
        assert "\nParameters\n---" in text
        assert "\nReturns\n---" in text or name == "clip_grad_value"


def test_importing_the_optimizers_loads_numpy_alone():
    heavy = "torch matplotlib anywidget ipywidgets sklearn scipy jaxtyping beartype IPython pandas tqdm"
    code = f"import sys, course_lib.optim; print([m for m in {heavy.split()} if m in sys.modules])"
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout.strip() == "[]"


def test_every_module_is_short():
    """One concept each, read in one sitting."""
    modules = list(Path(inspect.getfile(optim)).parent.glob("[!_]*.py"))
    lengths = {path.name: len(path.read_text(encoding="utf-8").splitlines()) for path in modules}
    assert len(lengths) >= 14
    assert max(lengths.values()) <= 200


def test_the_names_of_the_design_are_there():
    names = "SGD Adagrad RMSprop Adam AdamW clip_grad_norm gradient_descent"
    names += " step_decay cosine warmup_cosine one_cycle"
    assert set(names.split()) <= set(optim.__all__)
