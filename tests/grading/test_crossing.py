"""What makes crossing cheap changes nothing of what crosses."""

import numpy as np
import pytest

from grading.sandbox.inside.wire import Broken, frame, pack, unpack


def crossed(value, shared=None):
    blob = bytearray()
    node = pack(value, blob, shared)
    assert frame({"value": node}, blob)
    return node, unpack(node, blob, [])


@pytest.mark.parametrize("dtype", ["<f8", ">f8", "|b1", "<i2", "<U3"])
def test_a_list_of_lines_crosses_as_one(dtype):
    lines = [np.arange(n % 5).astype(dtype) for n in range(40)]
    node, came = crossed(lines)
    assert list(node) == ["l"]
    assert [part.shape for part in came] == [part.shape for part in lines]
    assert all(part.dtype == np.dtype(dtype).newbyteorder("<") for part in came)
    assert all((part == line).all() for part, line in zip(came, lines, strict=True))


def test_lists_of_other_things_cross_part_by_part():
    line, square = np.arange(3.0), np.eye(2)
    for other in (square, np.arange(3), 3.0, "word", [line]):
        assert type(crossed([line] * 8 + [other])[0]) is list
    assert type(crossed([line] * 7)[0]) is list
    assert pack([line] * 9, bytearray(), {id(line): 2}) == [{"g": 2}] * 9


@pytest.mark.parametrize(
    "inner",
    [
        ["<f8", [1, 1, 1], 0],
        ["<f8", [3, -1], 0],
        ["<f8", [2**62, 2**62], 0],
        ["<f8", [True, 1], 0],
        ["<f8", {"a": 1}, 0],
        ["<f8", 2, 0],
        ["<f8", [1], 16],
        ["|O", [1], 0],
        ["<U0", [1], 0],
        [["<f8"], [1], 0],
        ["<f8", [1]],
    ],
    ids=str,
)
def test_lines_beyond_their_bytes_are_refused(inner):
    with pytest.raises(Broken):
        unpack({"l": inner}, bytearray(16))


def test_the_global_generator_is_followed(try_small, honest_small, small_source):
    """One that draws is told so, be it a first number, a second normal one, another seed or an error."""
    told = "draws from NumPy's global generator"
    for before, draw in [
        ("", "np.random.random()"),
        ("np.random.normal()\n", "np.random.normal()"),
        ("", "np.random.seed(3)"),
    ]:
        notebook = {"cells": [dict(part) for part in honest_small["cells"]]}
        part = next(c for c in notebook["cells"] if c.get("id") == "q1-mean")
        body = "return x.sum(axis=0) / len(x)"
        assert body in part["source"]
        part["source"] = before + part["source"].replace(body, f"{draw}; {body}")
        result = try_small(notebook)
        assert result["points"] == 6
        assert any(told in advice for advice in result["advice"]), draw
    assert not try_small(honest_small)["advice"]


def test_what_is_done_to_an_array_is_seen(try_small, honest_small):
    part = next(c for c in honest_small["cells"] if c.get("id") == "q1-mean")
    part["source"] = part["source"].replace("return x.sum", "x *= 1.0; x += 1; return x.sum")
    result = try_small(honest_small)
    assert "mean_of changed an array that it was given: work on a copy" in result["advice"]


def test_hidden_inputs_are_not_advised(try_small):
    """An error in a hidden test may hold what it was called with."""
    text = """
def mean_of(x):
    if len(x) > 2:
        raise AssertionError(f"it is not here: seen {len(x)}")
    return x.sum(axis=0) / len(x)
"""
    assert "seen" not in str(try_small(text))
