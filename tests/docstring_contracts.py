"""What is public says what it is: a page with formula, arguments, result, errors and an example that runs."""

import doctest
import inspect
import re
from dataclasses import fields

from pair_contracts import both
from site_pages import ROOT


def is_tested_by_name(entry):
    """Where no promise can be checked without knowing more, some test of the topic does."""
    pattern = re.compile(rf"\b{entry.name}\b")
    topic = entry.thing.__module__.split(".")[1] if "." in entry.thing.__module__ else ""
    files = (ROOT / "tests" / topic).glob("test_*.py")
    assert any(pattern.search(path.read_text(encoding="utf-8")) for path in files), (
        f"no test has {entry.name}"
    )


def docstring_is_a_small_page(entry):
    """Formula, arguments, result, errors and an example that runs; a gradient's is shorter."""
    for function in both(entry):
        text = inspect.getdoc(function) or ""
        name = function.__name__
        if (name, ".. math::") not in UNWRITTEN:
            assert ".. math::" in text, f"{name} has no formula"
        assert ">>> " in text or (name, "Examples") in UNWRITTEN, f"{name} has no example"
        run_examples(function)
    text = inspect.getdoc(entry.thing) or ""
    wanted = ["Parameters", "Attributes"] if inspect.isclass(entry.thing) else ["Parameters", "Returns"]
    wanted += ["Raises"] if entry.kind in ("loss", "map", "layer") else []
    for section in wanted if entry.parameters else []:
        if (entry.name, section) not in UNWRITTEN:
            assert re.search(rf"^{section}\n---", text, re.M), f"{entry.name} has no section {section}"


def each_field_is_told(entry):
    """A record has no page, but a line that names all that it holds."""
    text = inspect.getdoc(entry.thing)
    for field in fields(entry.thing):
        assert re.search(rf"``{field.name}(\(.*\))?``", text), f"{entry.name}: {field.name} is not told"


UNWRITTEN = {("Optimizer", "Examples")}  # it has no rule of its own
UNWRITTEN |= {("reliability_curve", ".. math::")}  # the formula is its caller's
UNWRITTEN |= {("clip_grad_value", "Returns"), ("AdamW", "Raises")}
UNWRITTEN |= {("one_cycle_momentum", part) for part in ("Parameters", "Returns")}  # as of one_cycle
# the scalar engine is read whole, with a hundred lines for all of it
UNWRITTEN |= {("Value", "Parameters")}
UNWRITTEN |= {("topological_order", part) for part in (".. math::", "Examples", "Parameters", "Returns")}


def run_examples(function):
    runner = doctest.DocTestRunner(optionflags=doctest.NORMALIZE_WHITESPACE, verbose=False)
    told = []
    module = inspect.getmodule(function)
    for test in doctest.DocTestFinder(recurse=False).find(function, globs=dict(vars(module))):
        runner.run(test, out=told.append)
    assert runner.failures == 0, f"an example of {function.__name__} fails:\n{''.join(told)}"
