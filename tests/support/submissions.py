"""Submissions for the tests of the grader: an honest one, an empty one, and what can be done to them."""

import copy
import functools
import json

from exercise_answers import source_of

from grading.assignment import Assignment
from grading.questions import REGION, is_answer, is_tests, nbgrader, visible_and_hidden

assignment_of = functools.cache(Assignment.read)
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
    return json.dumps(_release(source, answered))


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


def with_code(source, text):
    """The untouched copy, and one more cell in front of the first tests."""
    notebook = empty(source)
    first = next(i for i, c in enumerate(notebook["cells"]) if "tests" in c.get("id", ""))
    notebook["cells"].insert(first, code(text))
    return notebook


def failed(result):
    """Function → what the visible tests say, for those without points."""
    tests = [t for q in result["questions"] for t in q["tests"] if t["visible"] and not t["points"]]
    return {t["function"]: t["message"] for t in tests}


def ended(result):
    """Function → how a test of it ended, where it ended badly."""
    return {t["function"]: t["ended"] for q in result["questions"] for t in q["tests"] if t["ended"]}
