"""Submissions that want points without the work, or harm: none gets any, the batch ends, no other changes."""

import json

import pytest
from support.attacks import COMPARISON, INTERPRETER
from support.attacks_outside import CHANNEL, SYSTEM
from support.submissions import dumps, honest

TABLE = [
    (kind, name, text) for kind in (COMPARISON, INTERPRETER, SYSTEM, CHANNEL) for name, text in kind.items()
]


@pytest.fixture(scope="module")
def neighbor(try_small, small_source):
    """What an honest student gets when nobody attacks."""
    return lambda: json.dumps(try_small(honest(small_source)), sort_keys=True)


@pytest.fixture(scope="module")
def before(neighbor):
    return neighbor()


@pytest.mark.parametrize("name", ["any memory", "fork", "memfd", "disk", "a file for the next", "os._exit"])
def test_a_bubblewrap_for_each_submission_holds_too(try_small, honest_small, name):
    mode = "bubblewrap each"
    result = try_small(SYSTEM[name], grader_sandbox=mode)
    assert (result["points"], result["sandbox"]) == (0, mode)
    assert "REACHED" not in str(result["errors"])
    assert try_small(honest_small, grader_sandbox=mode)["points"] == 6


def test_attacks_reach_what_is_not_shut(try_small):
    """Without a sandbox they do, so the table is none of typing errors."""
    reached = [
        name
        for name in ("the system", "inherited descriptors", "fork", "memfd", "shared memory")
        if "REACHED" in str(try_small(SYSTEM[name], grader_sandbox="trust")["errors"])
    ]
    assert reached == ["fork", "memfd", "shared memory"]


@pytest.mark.parametrize(("kind", "name", "text"), TABLE, ids=[name for _, name, _ in TABLE])
def test_an_attack_earns_nothing_and_harms_nobody(try_small, neighbor, before, kind, name, text):
    result = try_small(text)
    assert result["points"] == 0, result
    assert "REACHED" not in str(result["errors"])
    assert result["status"] in ("graded", "please look")
    assert dumps(result)
    assert neighbor() == before
