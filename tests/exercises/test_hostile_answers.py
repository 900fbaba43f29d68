"""Answers that want the points without the work, each graded in a process of its own."""

import os
import pickle

import pytest
from exercise_answers import FOOLS, SECOND, all_answers, given, grade, name

HOSTILE = all_answers("hostile_answers")
REFUSED = [triple for triple in HOSTILE if not triple[-1].title.startswith(SECOND)]
NOT_REFUSED = [triple for triple in HOSTILE if triple[-1].title.startswith(SECOND)]


def grade_apart(source, question, answer):
    """Function → what its visible and its hidden tests say, None where they pass; answers may do anything."""
    given(source)
    reader, writer = os.pipe()
    child = os.fork()
    if child == 0:
        with os.fdopen(writer, "wb") as pipe:
            raised = grade(source, question, answer.code)
            pickle.dump({f: [error and str(error) for error in pair] for f, pair in raised.items()}, pipe)
            pipe.flush()
            os._exit(0)
    os.close(writer)
    with os.fdopen(reader, "rb") as pipe:
        outcome = pickle.load(pipe)
    os.waitpid(child, 0)
    return {function: outcome[function] for function in answer.functions & set(outcome)}


@pytest.mark.parametrize(("source", "question", "answer"), REFUSED, ids=name)
def test_a_hostile_answer_is_refused(source, question, answer):
    outcome = grade_apart(source, question, answer)
    assert outcome
    assert (None, None) not in map(tuple, outcome.values())
    assert all(visible is None for visible, _ in outcome.values()) == answer.title.startswith(FOOLS)
    if "def nudge(" in answer.code:  # and not for a slip in the answer itself
        assert all("nudged by itself" in visible for visible, _ in outcome.values()), outcome


@pytest.mark.parametrize(("source", "question", "answer"), NOT_REFUSED, ids=name)
def test_what_only_a_second_process_can_refuse(source, question, answer):
    """Tests that share a process with the answer are fooled by these; the grader must not be."""
    outcome = grade_apart(source, question, answer)
    assert outcome
    assert {tuple(said) for said in outcome.values()} == {(None, None)}
