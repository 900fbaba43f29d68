"""Assignments and limits as the tests of the grader use them."""

import dataclasses

import pytest
from support import small_assignment, submissions

from grading.assignment import Assignment
from grading.batch import tools as batch_tools
from grading.given import GivenCells
from grading.grade import close, grade
from grading.limits import Limits
from grading.sandbox import NoSandbox, Sandbox
from grading.sandbox.bubblewrap import command


@pytest.fixture(scope="session")
def small_source(tmp_path_factory):
    return small_assignment.write(tmp_path_factory.mktemp("source"))


@pytest.fixture(scope="session")
def sandbox(small_source):
    """Its mode; where there is none, what needs one is skipped, and the reason is the grader's own."""
    try:
        command(0, ())  # whatever else is missing here
        tried = Sandbox(GivenCells(Assignment.read(small_source)), Limits.read())
    except NoSandbox as reason:
        pytest.skip(str(reason))
    tried.close()
    return tried.mode


@pytest.fixture(scope="session")
def limits(sandbox):
    """Patient with a busy machine, and short with loops."""
    patient = dataclasses.replace(Limits.read(), grader_patience=60.0)
    return dataclasses.replace(patient, call_seconds=1.0, cell_seconds=2.0, test_seconds=2.0)


@pytest.fixture(scope="session")
def try_small(small_source, limits):
    """Grade a submission of the small assignment: a notebook, bytes, or a code beside its answer cells."""
    assignment = Assignment.read(small_source)

    def attempt(submission, **changed):
        if isinstance(submission, str):
            submission = submissions.with_code(small_source, submission)
        data = submission if isinstance(submission, bytes) else submissions.dumps(submission)
        return grade(data, assignment, dataclasses.replace(limits, **changed) if changed else limits)

    return attempt


@pytest.fixture
def honest_small(small_source):
    return submissions.honest(small_source)


@pytest.fixture
def empty_small(small_source):
    return submissions.empty(small_source)


@pytest.fixture(scope="module")
def patiently():
    """The commands grade with our limits, and wait longer on a busy machine."""
    grader = batch_tools.tools()
    patient = dataclasses.replace(grader.limits(), grader_patience=60.0)
    with pytest.MonkeyPatch.context() as patch:
        changed = dataclasses.replace(grader, limits=lambda: patient)
        patch.setattr("grading.batch.command.tools", lambda: changed)
        yield


@pytest.fixture(scope="session", autouse=True)
def _closed():
    yield
    close()
