"""Submissions that want points without the work, or harm: none gets any, the batch ends, no other changes."""

import json

import pytest
from support.attacks import CHANNEL, COMPARISON, INTERPRETER, SYSTEM
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


@pytest.mark.parametrize(("kind", "name", "text"), TABLE, ids=[name for _, name, _ in TABLE])
def test_an_attack_earns_nothing_and_harms_nobody(try_small, neighbor, before, kind, name, text):
    result = try_small(text)
    assert result["points"] == 0, result
    assert "REACHED" not in str(result["errors"])
    assert result["status"] in ("graded", "please look")
    assert dumps(result)
    assert neighbor() == before
