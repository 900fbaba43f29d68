"""Submissions for the tests of the grader: an honest one, an empty one, and what can be done to them."""

import copy
import functools
import json

import nbformat
from exercise_answers import source_of

from grading.questions import REGION, is_answer, is_tests, nbgrader, visible_and_hidden

STUB = "    raise NotImplementedError()"


def _release(source, answered):
    """A student copy with our answers in it, or without."""
    notebook = copy.deepcopy(source_of(source))
    for cell in notebook.cells:
        if is_tests(cell):
            cell.source = visible_and_hidden(cell)[0].rstrip("\n")
        elif nbgrader(cell).get("solution"):
            stub = STUB if is_answer(cell) else STUB.strip()
            cell.source = REGION.sub((lambda found: found[2].rstrip("\n")) if answered else stub, cell.source)
    return notebook


@functools.cache
def _text(source, answered):
    return nbformat.writes(_release(source, answered))


def honest(source):
    """A notebook with our answers, as a student would hand it in."""
    return json.loads(_text(source, True))


def empty(source):
    """The student copy, untouched."""
    return json.loads(_text(source, False))


def cell(notebook, name):
    """The cell with an nbgrader id."""
    return next(c for c in notebook["cells"] if c["metadata"].get("nbgrader", {}).get("grade_id") == name)


def code(text):
    """A new cell of code, as Colab makes them."""
    return {"cell_type": "code", "metadata": {}, "execution_count": None, "outputs": [], "source": text}


def dumps(notebook):
    return json.dumps(notebook).encode()
