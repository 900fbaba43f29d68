"""Submissions that want points without the work, or harm: none gets any, the batch ends, no other changes."""

import functools
import json

import pytest
from support.attacks import COMPARISON, INTERPRETER
from support.attacks_outside import CHANNEL, LOOK_BACK, SEND, SLOW_TO_TEST, SYSTEM
from support.submissions import cell, dumps, ended, honest

TABLE = COMPARISON | INTERPRETER | SYSTEM | CHANNEL
LITTLE = {  # enough for honest work, and soon used up; only the clock on the wall is patient
    "call_seconds": 0.2,
    "call_result": 1,
    "cell_seconds": 0.5,
    "test_seconds": 1,
    "submission_memory": 700,
    "submission_scratch": 4,
    "grader_patience": 300.0,
}


@pytest.fixture(scope="module")
def try_little(try_small):
    return functools.partial(try_small, **LITTLE)


@pytest.fixture(scope="module")
def neighbor(try_little, small_source):
    """What an honest student gets."""
    return lambda: json.dumps(try_little(honest(small_source)), sort_keys=True)


@pytest.fixture(scope="module")
def before(neighbor):
    """Of this when nobody attacks."""
    undisturbed = neighbor()
    assert json.loads(undisturbed)["points"] == 6
    return undisturbed


@pytest.mark.parametrize("name", ["any memory", "fork", "memfd", "disk", "a file for the next", "os._exit"])
def test_a_bubblewrap_for_each_submission_holds_too(try_little, honest_small, name):
    mode = "bubblewrap each"
    result = try_little(SYSTEM[name], grader_sandbox=mode)
    assert (result["points"], result["sandbox"]) == (0, mode)
    assert "REACHED" not in str(result["errors"])
    assert try_little(honest_small, grader_sandbox=mode)["points"] == 6


def test_attacks_reach_what_is_not_shut(try_little):
    """Without a sandbox they do, so the table is none of typing errors."""
    reached = [
        name
        for name in ("the system", "inherited descriptors", "fork", "memfd", "shared memory")
        if "REACHED" in str(try_little(SYSTEM[name], grader_sandbox="trust")["errors"])
    ]
    assert reached == ["fork", "memfd", "shared memory"]


def test_a_file_is_gone_before_the_next_comes(try_little):
    for text in (SYSTEM["a file for the next"], LOOK_BACK):
        result = try_little(text)
    assert "FileNotFoundError" in str(result["errors"])


def test_a_result_that_is_slow_to_test_loses_its_own_cell_alone(try_little, honest_small):
    cell(honest_small, "q1-mean")["source"] += SEND + SLOW_TO_TEST
    result = try_little(honest_small, submission_output=4)
    assert (result["points"], ended(result)) == (4, {"centered": "time"})
    assert "too much for the tests" in str(result["questions"])


@pytest.mark.parametrize("text", TABLE.values(), ids=TABLE.keys())
def test_an_attack_earns_nothing_and_harms_nobody(try_little, neighbor, before, text):
    result = try_little(text)
    assert result["points"] == 0, result
    assert "REACHED" not in str(result["errors"])
    assert result["status"] in ("graded", "please look")
    assert dumps(result)
    assert neighbor() == before
