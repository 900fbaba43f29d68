"""What two test files of one chapter share."""

import contextlib
import io

import pytest
from exercise_answers import SOURCES, given, source_of

from grading.questions import is_tests


def _all_of(chapter):
    """The namespace of a chapter after all cells but the tests, and what each cell printed."""
    source = next(source for source in SOURCES if source.parent.name == chapter)
    names, printed = dict(given(source)), {}
    for cell in source_of(source).cells:
        if cell.cell_type == "code" and not is_tests(cell):
            with contextlib.redirect_stdout(io.StringIO()) as out:
                exec(compile(cell.source, cell.id, "exec"), names)
            printed[cell.id] = out.getvalue()
    return names, printed


@pytest.fixture(scope="session")
def descent():
    return _all_of("02_gradient_descent")


@pytest.fixture(scope="session")
def backprop():
    return _all_of("03_backprop")


@pytest.fixture(scope="session")
def cnns():
    return _all_of("04_cnns")


@pytest.fixture(scope="session")
def rnns():
    return _all_of("05_rnns")


@pytest.fixture(scope="session")
def attention():
    return _all_of("06_attention")
