"""The numbers that the texts of chapter 3's exercises state, and what its broken code cannot print."""

import re

import numpy as np
import pytest
from exercise_answers import SOURCES, source_of

SOURCE = next(source for source in SOURCES if source.parent.name == "03_backprop")


def test_what_plain_descent_cannot_print(backprop):
    """Biases that never move, twins that are not alike, a W that stands still or moves where it must not."""
    _, printed = backprop
    found = {}
    for cell in ("q5-symptoms", "q5-look"):
        told = [float(number) for number in re.findall(r"(?:moved by|W ends) ([\d.e-]+)", printed[cell])]
        found[cell] = *told, [float(number) for number in re.findall(r"loss ([\d.]+)", printed[cell])]
    bias, swapped, beside_empty, from_zero, losses = found["q5-symptoms"]
    assert bias == beside_empty == 0
    assert swapped > 0.1
    assert from_zero > 1e-4
    assert losses[-1] < 0.6 * losses[0]  # it does learn something
    stuck = losses[-1]
    bias, swapped, beside_empty, from_zero, losses = found["q5-look"]
    assert swapped < 1e-12
    assert from_zero == 0
    assert min(bias, beside_empty) > 0.01
    assert np.all(np.diff(losses) < 0)
    assert losses[-1] < stuck / 2
    assert int(re.findall(r"(\d+)%", printed["q5-look"])[-1]) > 80


def test_every_bug_of_the_twins_shows_itself_alone(backprop):
    names, _ = backprop
    left, right, y = (names[name][:600] for name in ("left", "right", "y"))
    start = names["W0"], names["b0"], names["v0"]
    repaired = {
        "v": ("        v = v - lr * miss @ (h_left - h_right)\n", ""),
        "last": ("W - lr * dW, b - lr * db", "W - lr * dW, b - lr * db\n        v = v - lr * dv"),
        "dv": ("db = np.zeros(b.shape)", "db, dv = np.zeros(b.shape), miss @ (h_left - h_right)"),
        "twin": (
            "((left, 1), (right, -1)):",
            "((left, 1), (right, -1)):\n            h = h_left if sign == 1 else h_right",
        ),
        "slope": ("h_left * (1 - h_left)", "h * (1 - h)"),
        "sum": ("dW = delta.T @ rows", "dW += delta.T @ rows"),
        "zero": ("        db, dv", "        dW = np.zeros(W.shape)\n        db, dv"),
    }
    source = next(cell.source for cell in source_of(SOURCE).cells if cell.id == "q5-broken-training")
    first = {"v", "last", "dv"}
    for kept, told in (
        (first, "from zero"),
        ({"twin", "slope"}, "bias"),
        ({"sum", "zero"}, "beside empty"),
        (set(), "none"),
    ):
        code = source
        for name in [name for name in repaired if name not in kept]:
            before, after = repaired[name]
            if name == "zero" and "dv" in kept:
                before, after = "        db =", "        dW = np.zeros(W.shape)\n        db ="
            assert before in code, name
            code = code.replace(before, after)
        exec(code, names)
        train = names["train_broken"]
        assert (np.abs(train(left, right, y, *start, 4, 5)[1]).max() < 1e-12) == (told == "bias")
        assert np.array_equal(train(left, 0 * right, y, *start, 4, 5)[0], start[0]) == (
            told == "beside empty"
        )
        moved = train(left, right, y, *start[:2], 0 * start[2], 4, 1)[0]
        assert np.array_equal(moved, start[0]) == (told != "from zero")


def test_the_model_report_states_what_the_experiment_prints(backprop):
    _, printed = backprop
    text = printed["q8-depth-experiment"]
    report = next(cell.source for cell in source_of(SOURCE).cells if cell.id == "q8-depth-report")
    row = r"(\w+), spread ([\d.]+), shortcut (\d), depth (\d+): arrival (.+\)), share ([\d.]+) \("
    rows = re.findall(row, text)
    assert len(rows) == 15
    plain, around = rows[:9], rows[9:]
    spreads = {bend: spread for bend, spread, *_ in plain}
    assert "{sigmoid} for the sigmoid, {tanh} for tanh, {relu} for the ReLU".format(**spreads) in report
    told = dict(zip(("sigmoid", "tanh", "relu"), ("the sigmoid", "tanh", "the ReLU"), strict=True))
    for bend, _, _, depth, size, _ in plain:
        median, _, spread = size.partition(" ")
        assert depth != "40" or f"{median} for {told[bend]} {spread}" in report
    shares = {(depth, bend): share for bend, _, _, depth, _, share in plain}
    for depth in ("5", "40"):
        first, second, third = (shares[depth, bend] for bend in told)
        assert f"at depth {depth} it is {first}, {second} and {third}" in report
    by_spread = {spread: (size, share) for _, spread, _, _, size, share in around}
    assert f"up to a spread of 0.2, where it is {by_spread['0.2'][0]}; with 0.3 it is" in report
    assert f"with 0.3 it is {by_spread['0.3'][0]}." in report
    small, middle, large = (by_spread[spread][1] for spread in ("0.05", "0.1", "0.2"))
    assert f"is {small} for a spread of 0.05, {middle} for 0.1 and {large} for 0.2." in report


def test_what_the_model_report_concludes_holds_for_other_seeds(backprop):
    names, _ = backprop

    def measured(bend, spread, shortcut=0, depth=40):
        return names["arrived"](bend, depth, spread, shortcut, seeds=range(1000, 1020))

    for bend, spreads in (("sigmoid", (11, 12)), ("tanh", (1.1, 1.3)), ("relu", (1.4, 1.5))):
        for spread in spreads:
            size, share = measured(bend, spread)
            assert np.mean((size > 0.1) & (size < 10)) >= 0.7
            assert np.median(share) > 0.75
    assert np.ptp(np.log10(measured("sigmoid", 11)[0])) > 2
    for spread, low, high in ((0.1, 0.45, 0.55), (0.2, 0.65, 0.8)):
        size, share = measured("relu", spread, 1)
        assert size.max() < 10
        assert low < share.min() < share.max() < high
    assert measured("relu", 0.25, 1)[0].max() < 10.5
    assert measured("relu", 0.3, 1)[0].min() > 10
    tops = [np.linalg.svd(names["deep_network"](0, 1, seed)[0], compute_uv=False) ** 2 for seed in range(20)]
    assert np.mean([s[:5].sum() / s.sum() for s in tops]) == pytest.approx(0.43, abs=0.01)
    perfect = names["arrived"]("relu", 40, 0, 1)
    assert perfect[0] == pytest.approx(1)


def test_what_the_model_report_says_of_one_layer(backprop):
    rng = np.random.default_rng(5)

    def stretches(spread, shortcut):
        layers = rng.integers(0, 2, (20, 40, 1)) * spread * rng.normal(size=(20, 40, 40)) / 40**0.5
        values = np.linalg.svd(layers + shortcut * np.eye(40), compute_uv=False)
        return values[:, 0], values[:, -1]

    longest, shortest = stretches(0.1, 1)
    assert 1 < longest.max() < 1.2
    assert 0.8 < shortest.min() < 1
    weights = np.linalg.svd(rng.normal(size=(20, 40, 40)) / 40**0.5, compute_uv=False)
    assert weights[:, 0].mean() == pytest.approx(2, abs=0.1)
    assert weights[:, -1].max() < 0.1
    longest, shortest = stretches(0.5, 1)
    assert np.all(longest > 2 * shortest)
