"""The playground's two programs against the run in the page: equal losses, equal weights."""

import io
import subprocess
import sys
from contextlib import redirect_stdout
from itertools import product

import numpy as np
import pytest
import torch
from widgets.playground.code_states import NAMES, START, STATES
from widgets.playground.ends import node_ends

from course_lib.backprop.playground.code import CODE
from course_lib.backprop.playground.run import INITIALIZERS


def shown(state):
    """A text that shows no epoch shows the first, unless it shows the layers."""
    return state | {"epochs": state["epochs"] if state["histograms"] else max(1, state["epochs"])}


@pytest.fixture(scope="module")
def answers():
    return dict(zip(NAMES, node_ends(map(shown, STATES)), strict=True))


def executed(code):
    """The program's names at its end, and the numbers that it printed."""
    names = {}
    with redirect_stdout(io.StringIO()) as printed:
        exec(compile(code, "copied", "exec"), names)
    rows = (line.rsplit(" ", 1) for line in printed.getvalue().splitlines())
    return names, {name.removesuffix(" loss"): float(value) for name, value in rows}


def parameters(names):
    if "model" in names:
        return torch.cat([p.detach().reshape(-1) for p in names["model"].parameters()]).numpy()
    return np.concatenate([p.ravel() for p in names["params"]])


@pytest.mark.parametrize("kind", ["python", "torch"])
@pytest.mark.parametrize("name", NAMES)
def test_the_program_ends_where_the_page_ends(answers, name, kind):
    answer = answers[name]
    names, printed = executed(answer[kind])
    expected = {"training": answer["train"], "test": answer["test"]}
    for k, layer in enumerate(answer["layers"], 1):
        expected[f"gradient {k}"] = layer["norm"]
        expected |= {f"spread {k}": layer["spread"]} if kind == "python" else {}
    assert printed == pytest.approx({k: v for k, v in expected.items() if v is not None}, rel=1e-9, abs=1e-15)
    # a weight near 0 is what is left of larger ones
    np.testing.assert_allclose(parameters(names), answer["params"], rtol=1e-9, atol=1e-12)


def test_the_sample_covers_what_it_should():
    seen = {(s["loss"], s["optimizer"]) for s in STATES}
    assert set(product(CODE["python"]["losses"], CODE["optimizers"])) <= seen
    seen = {(s["initializer"], s["activation"][0]) for s in STATES if s["activation"]}
    assert set(product(INITIALIZERS, CODE["activations"])) <= seen
    assert len(STATES) < 140


def test_nothing_is_said_that_is_not_used(answers, tmp_path):
    for (i, answer), kind in product(enumerate(answers.values()), ("python", "torch")):
        (tmp_path / f"{kind}_{i}.py").write_text(answer[kind] + "\n")
    rules = ["--select=F,E,W,B", "--ignore=E402,B905", "--line-length=110"]
    done = subprocess.run(
        [sys.executable, "-m", "ruff", "check", "--isolated", "--output-format=concise", *rules, tmp_path],
        capture_output=True,
        text=True,
    )
    assert done.stdout.strip() == "All checks passed!"
    start = answers["as it starts"]
    assert all(len(start[kind].splitlines()) <= 45 for kind in ("python", "torch"))
    words = ("dropout", "mask", "gelu", "sign", "np.array", "step =", "hinge", "momentum")
    assert not [w for w, kind in product(words, ("python", "torch")) if w in start[kind]]


def test_without_points_it_says_so():
    empty = START | {"data": "own"}
    assert {answer["python"] for answer in node_ends([shown(empty)])} == {CODE["empty"]}
