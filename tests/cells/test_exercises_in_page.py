"""Exercises in a page's Python: right answers pass, stubs and wrong ones fail, and all as they do here."""

import re

import page_python
import pytest
from cells.exercise_tasks import cases_of, faults, task_of
from cells.inside.answers import fare
from exercise_answers import SOURCES, source_of

from grading.questions import grade_id, nbgrader, needs_answer
from grading.release import generate

RUN = """
import sys
sys.path.append("/inside")
import course_cells, answers
course_cells.connect(lambda kind, text: None)
answer = answers.fare_in_page(given)
"""
EACH = 1  # wrong answers to a question; tests/exercises tries all of them
NUMBER = re.compile(r"-?\d+\.\d*(?:e[-+]?\d+)?")


def alike(here: str | None, there: str | None) -> bool:
    """The same words, and the same numbers up to their last digits."""
    if here is None or there is None or NUMBER.sub("#", here) != NUMBER.sub("#", there):
        return here == there
    pairs = zip(NUMBER.findall(here), NUMBER.findall(there), strict=True)
    return all(float(one) == pytest.approx(float(other), rel=1e-9, abs=1e-12) for one, other in pairs)


def test_words_count_and_last_digits_do_not():
    assert alike(None, None)
    assert alike("AssertionError: 0.30000000000000004 came", "AssertionError: 0.3 came")
    assert not alike("AssertionError: 0.3001 came", "AssertionError: 0.3 came")
    assert not alike("AssertionError: 0.3 came", None)
    assert not alike("a 1", "b 1")


def test_answers_fare_in_a_page_as_they_do_here(cells_site):
    every = [cases_of(source, EACH) for source in SOURCES]
    tasks = [task_of(source, cases) for source, cases in zip(SOURCES, every, strict=True)]
    there = page_python.run(RUN, tasks, {"/inside": page_python.ROOT / "tests/cells/inside"})
    for cases, task, outcomes in zip(every, tasks, there, strict=True):
        for case, here, told in zip(cases, fare(task), outcomes, strict=True):
            assert faults(case, told) == [], case.title
            assert here.keys() == told.keys()
            pairs = zip(here.values(), told.values(), strict=True)
            assert [pair for pair in pairs if not alike(*pair)] == [], case.title


def answered(source) -> list[tuple[str, str]]:
    """The student's notebook with our answers in it: what a reader has who has solved it all."""
    ours = {grade_id(cell): cell.source for cell in source_of(source).cells if nbgrader(cell).get("solution")}
    cells = [cell for cell in generate(source).cells if cell.cell_type == "code"]
    return [(cell.id, ours.get(grade_id(cell), cell.source)) for cell in cells]


def test_every_notebook_runs_in_a_page_from_top_to_bottom(cells_site):
    """With answers without an error; as it is given out, it stops where an answer is missing, and says so."""
    given_out = [[cell for cell in generate(source).cells if cell.cell_type == "code"] for source in SOURCES]
    plain = [[(cell.id, cell.source) for cell in cells] for cells in given_out]
    ends = page_python.run_notebooks([answered(source) for source in SOURCES] + plain)
    for cells, solved, stubs in zip(given_out, ends, ends[len(SOURCES) :], strict=False):
        assert [done for done in solved if done["error"]] == []
        missing = {cell.id for cell in cells if needs_answer(cell)}
        stopped = {done["id"]: done["error"]["kind"] for done in stubs if done["error"]}
        assert stopped == dict.fromkeys(missing, "NotImplementedError")
