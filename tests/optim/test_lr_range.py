import numpy as np
import pytest

from course_lib.optim import SGD, Adam, bowl, max_stable_lr, range_test


def loss_on(surface):
    return lambda params: (float(surface.f(params[0])), [surface.grad(params[0])])


def test_losses_by_hand():
    losses = range_test(lambda p: (float(p[0] ** 2), [2 * p[0]]), [np.array(8.0)], [0.25, 0.375, 0.5])
    np.testing.assert_array_equal(losses, [64, 16, 1])


def test_the_loss_turns_up_beyond_the_edge():
    surface, lrs = bowl(condition=20), np.geomspace(1e-3, 10, 200)
    losses = range_test(loss_on(surface), [np.array([0.0, 1.0])], lrs)
    best = lrs[np.argmin(losses)]
    assert max_stable_lr(20) * 0.9 < best < max_stable_lr(20) * 1.1
    assert len(losses) < 200
    assert losses[-1] > 4 * losses[0]
    assert (losses[:-1] <= 4 * losses[0]).all()


def test_the_parameters_stay_and_each_optimizer_may_be_tried():
    start, lrs = np.array([1.0, 1.0]), np.geomspace(1e-3, 1, 30)
    runs = [
        range_test(loss_on(bowl()), [start], lrs, optimizer, **options)
        for optimizer, options in [(SGD, {}), (SGD, {"momentum": 0.9}), (Adam, {"betas": (0.8, 0.9)})]
    ]
    np.testing.assert_array_equal(start, [1, 1])
    assert len({tuple(run) for run in runs}) == 3
    assert all(run[0] == 5.5 and run.min() < 1 for run in runs)


def test_it_stops_when_the_loss_is_factor_times_the_first():
    for factor, tried in [(4.0, 3), (2.5, 2), (6.0, 4)]:
        losses = iter([1.0, 3.0, 5.0, 1.0])
        rates = [0.1, 0.2, 0.3, 0.4]
        found = range_test(lambda p, L=losses: (next(L), [np.ones(1)]), [np.zeros(1)], rates, factor=factor)
        assert len(found) == tried


@pytest.mark.parametrize("bad", [np.nan, np.inf])
def test_it_stops_at_the_first_loss_that_is_not_finite(bad):
    losses = iter([2.0, 1.0, bad, 1.0])
    found = range_test(lambda p: (next(losses), [np.ones(1)]), [np.zeros(1)], [0.1, 0.2, 0.3, 0.4])
    np.testing.assert_array_equal(found, [2, 1, bad])


@pytest.mark.bad_input
def test_bad_input_is_refused():
    for lrs in ([], [0.2, 0.1], [0.1, 0.1], [[0.1]], 0.1):
        with pytest.raises(ValueError, match="lrs must be a list of rising rates"):
            range_test(None, [np.zeros(1)], lrs)
    with pytest.raises(ValueError, match="factor must be above 1, got 1"):
        range_test(None, [np.zeros(1)], [0.1], factor=1)
    with pytest.raises(TypeError, match="params must be a list of arrays"):
        range_test(None, np.zeros(1), [0.1])
