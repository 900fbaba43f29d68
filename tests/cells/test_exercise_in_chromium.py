"""One exercise in a real page: as given out, wrong, and solved; and what a lesson loads beside NumPy."""

import itertools
import re

import page_python
import pytest
from cells.exercise_tasks import cases_of, task_of
from cells.page_hands import ran
from exercise_answers import SOURCES
from notebooks import ROOT


def test_an_exercise_is_given_out_wrong_and_solved(open_cells):
    page, cases = open_cells(), cases_of(SOURCES[0], 1)[:4]
    task = task_of(SOURCES[0], cases)
    for name, source in task["given"].items():
        assert ran(page, source, name)["error"] is None, name
    solution, other, stub, wrong = (case for case in cases)
    for case in (stub, wrong, other, solution):
        ends = [ran(page, source, "answer") for source in case.answers]
        ends += [ran(page, task["tests"][name], name) for name in case.tests if "hidden" not in name]
        errors = [f"{end['error']['kind']}: {end['error']['message']}" for end in ends if end["error"]]
        assert bool(errors) == bool(case.says), case.title
        assert not case.says or any(re.search(case.says, error) for error in errors)


@pytest.mark.parametrize("snapshot", ["numpy", "figures"])
def test_a_lesson_begins_in_a_page(open_cells, snapshot):
    page = open_cells()
    page.evaluate("(name) => make(name)", snapshot)
    lesson = page_python.code_cells(ROOT / "chapters/01_losses/1_regression_deeper.ipynb")
    for name, source in itertools.islice(lesson, 3):
        assert ran(page, source, name)["error"] is None, name
    end = ran(page, "import torch\ntorch.ones(2)")
    assert end["error"]["missing"] == "torch"
    assert end["error"]["message"] == "PyTorch is not in this page, and torch.ones cannot run here"
    assert ran(page, "np.linalg.inv(np.ones((2, 2)))")["error"]["kind"] == "LinAlgError"
