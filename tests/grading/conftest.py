"""Assignments and limits as the tests of the grader use them."""

import dataclasses
import functools

import pytest
from exercise_answers import SOURCES

from grading.assignment import Assignment
from grading.grade import close
from grading.limits import Limits

assignment_of = functools.cache(Assignment.read)


@pytest.fixture(scope="session")
def limits():
    """Generous to a busy machine, short with loops."""
    return dataclasses.replace(Limits.read(), grader_patience=30.0)


@pytest.fixture(scope="session")
def losses():
    return assignment_of(SOURCES[0])


@pytest.fixture(scope="session", autouse=True)
def _closed():
    yield
    close()
