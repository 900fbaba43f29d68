"""Files as they come: old, large, or no notebook at all."""

import json

import pytest
from support.submissions import cell, code

ALL = 6


def test_format_3(try_small, honest_small):
    cells = []
    for part in honest_small["cells"]:
        if part["cell_type"] == "code":
            text = part["source"].splitlines(keepends=True)
            cells.append({"cell_type": "code", "language": "python", "input": text, "outputs": []})
    old = {"nbformat": 3, "nbformat_minor": 0, "metadata": {}, "worksheets": [{"cells": cells}]}
    assert try_small(old)["points"] == ALL


def test_twenty_megabytes_of_output(try_small, honest_small):
    cell(honest_small, "q1-mean")["outputs"] = [
        {"output_type": "stream", "name": "stdout", "text": "x" * 20_000_000}
    ]
    assert try_small(honest_small)["points"] == ALL


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "no notebook"),
        (b"PK\x03\x04", "no notebook"),
        (b"[" * 100_000, "no notebook"),
        (b"3", "no notebook"),
        (b'{"cells": 3}', "no cells"),
        (b'{"cells": [3, {"source": [3]}, {"cell_type": "code", "metadata": 3, "source": {}}]}', "no code"),
        (json.dumps({"cells": [code("x")] * 3000}).encode(), "3000 cells"),
        (b"x" * (51 * 2**20), "51 MB"),
    ],
    ids=["nothing", "zip", "deep", "number", "cells", "odd", "many", "large"],
)
def test_what_is_no_notebook(try_small, data, reason):
    result = try_small(data)
    assert (result["status"], result["points"]) == ("unreadable", 0)
    assert reason in result["reason"]
