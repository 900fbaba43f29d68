import numpy as np
import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st

from course_lib.optim import SGD, Adam, bowl, gradient_descent, max_stable_lr
from course_lib.optim.comparison import tune_lr


def final_value(lr, optimizer=SGD, steps=40, **options):
    surface = bowl(condition=25)
    with np.errstate(all="ignore"):
        path = gradient_descent(surface.f, surface.grad, [1.0, 1.0], lr, steps, optimizer, **options)
    return path.values[-1]


def test_a_grid_by_hand():
    found = tune_lr({0.1: 3.0, 0.2: 1.0, 0.4: 2.0}.get, [0.1, 0.2, 0.4])
    assert found.lr == 0.2
    assert found.widened == 0
    np.testing.assert_array_equal(found.lrs, [0.1, 0.2, 0.4])
    np.testing.assert_array_equal(found.scores, [3, 1, 2])


def test_widening_by_hand():
    asked = []

    def score(lr):
        asked.append(lr)
        return abs(np.log2(lr) - 5)  # lowest at 32

    found = tune_lr(score, [1.0, 2.0, 4.0])
    assert asked == [1, 2, 4, 8, 16, 32, 64]  # each rate once
    assert (found.lr, found.widened) == (32, 4)
    down = tune_lr(score, [64.0, 128.0, 256.0])
    assert (down.lr, down.widened) == (32, 2)
    np.testing.assert_array_equal(down.lrs, [16, 32, 64, 128, 256])


@given(st.integers(-6, 6), st.integers(-8, 8))
def test_it_finds_the_valley_of_any_grid(lowest, first):
    grid = 2.0 ** np.arange(first, first + 4)
    found = tune_lr(lambda lr: (np.log2(lr) - lowest) ** 2, grid, max_widened=30)
    assert found.lr == 2.0**lowest
    assert found.lrs[0] < found.lr < found.lrs[-1]
    assert (np.diff(found.lrs) > 0).all()
    assert found.scores.min() == 0
    assert found.widened == len(found.lrs) - 4


def test_equal_scores_give_the_smaller_rate():
    assert tune_lr({1.0: 5.0, 2.0: 0.0, 3.0: 0.0, 4.0: 5.0}.get, [1.0, 2.0, 3.0, 4.0]).lr == 2


def test_the_rate_of_a_bowl_lies_below_its_edge():
    found = tune_lr(final_value, np.geomspace(1e-3, 1, 13))
    assert max_stable_lr(25) / 3 < found.lr < max_stable_lr(25)
    assert not np.isfinite(found.scores[-1]) or found.scores[-1] > 1e6  # beyond the edge it diverges


@pytest.mark.parametrize(("ours", "theirs"), [(SGD, torch.optim.SGD), (Adam, torch.optim.Adam)])
def test_torch_would_be_given_the_same_rate(ours, theirs):
    def with_torch(lr):
        x = torch.ones(2, dtype=torch.float64, requires_grad=True)
        rule = theirs([x], lr=float(lr))
        for _ in range(40):
            rule.zero_grad()
            ((x**2 * torch.tensor([0.5, 12.5])).sum()).backward()
            rule.step()
        return float((x.detach() ** 2 * torch.tensor([0.5, 12.5])).sum())

    grid = np.geomspace(1e-3, 1, 13)
    a, b = tune_lr(lambda lr: final_value(lr, ours), grid), tune_lr(with_torch, grid)
    assert a.lr == b.lr
    assert a.widened == b.widened


def test_runs_that_diverge_lose():
    scores = {0.1: 2.0, 0.2: 1.0, 0.4: np.nan, 0.8: np.inf}
    found = tune_lr(scores.get, list(scores))
    assert found.lr == 0.2
    np.testing.assert_array_equal(found.scores, [2, 1, np.inf, np.inf])


def test_an_endless_slope_is_reported():
    with pytest.raises(RuntimeError, match="still at an end, 64"):
        tune_lr(lambda lr: -lr, [1.0, 2.0, 4.0], max_widened=4)
    with pytest.raises(RuntimeError, match="no rate from 1 to 4 gave a finite score"):
        tune_lr(lambda lr: np.nan, [1.0, 2.0, 4.0])


@pytest.mark.bad_input
def test_bad_input_is_refused():
    for lrs in ([], [0.1, 0.2], [0.3, 0.2, 0.1], [0.1, 0.1, 0.2], [0.0, 0.1, 0.2], [-1, 1, 2], 0.1):
        with pytest.raises(ValueError, match="at least three positive rising rates"):
            tune_lr(lambda lr: 0.0, lrs)
    with pytest.raises(ValueError, match="max_widened must be a whole number of at least 0, got -1"):
        tune_lr(lambda lr: 0.0, [1, 2, 3], max_widened=-1)
