"""No small change to one of our answers passes all tests, unless it is shown to change nothing."""

import mutation_score
import pytest
from equivalent_mutants import EQUIVALENT
from exercise_answers import QUESTIONS, given, name, questions_of
from mutants import mutants
from mutation_score import graded, score

WHOLE = """
def f(x, axis=0):
    '''A docstring is no constant.'''
    total = -x.sum(axis=axis)
    total += 1
    return total < 2.0
"""


def test_every_kind_of_change_is_made_once():
    changed = [mutant.splitlines()[2:] for mutant in mutants(WHOLE)]
    lines = ["    total = -x.sum(axis=axis)", "    total += 1", "    return total < 2.0"]
    expected = [
        (0, "    total = +x.sum(axis=axis)"),
        (0, "    total = -x.mean(axis=axis)"),
        (0, "    total = -x.sum()"),
        (1, "    total -= 1"),
        (1, "    total += 2"),
        (1, "    pass"),
        (2, "    return total <= 2.0"),
        (2, "    return total < 4.0"),
    ]
    wanted = [[*lines[:place], line, *lines[place + 1 :]] for place, line in expected]
    assert sorted(changed) == sorted(wanted)


def test_one_that_does_not_end_or_leaves_something_behind_is_told(monkeypatch):
    source, question = QUESTIONS[0]
    given(source)  # not in the time of a fork
    ours = questions_of(source)[question].answer.source
    monkeypatch.setattr(mutation_score, "SECONDS", 0.3)
    without_end = "while True: pass"
    codes = [ours, without_end, "1 / 0", ours, without_end]
    assert list(graded(source, question, codes, ours)) == [2, 0, 0, 2, 0]
    with pytest.raises(RuntimeError, match="leaves something behind"):
        graded(source, question, [f"{ours}\nnp.where = None", without_end], ours)


@pytest.mark.parametrize(("source", "question"), QUESTIONS, ids=name)
def test_the_survivors_are_those_that_change_nothing(source, question):
    result = score(source, question)
    listed = EQUIVALENT.get(question, {})
    assert result.survivors - set(listed) == set(), "the tests do not notice"
    assert set(listed) - result.survivors == set(), "these are noticed, or gone: take them off the list"
    assert all(reason.strip() for reason in listed.values())
    assert result.seen >= 0.6 * result.total, "the visible tests alone should notice most changes"
