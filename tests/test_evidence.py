"""Intervals: by hand, against SciPy, and by what they promise, that 95 of 100 hold the truth."""

import re

import matplotlib.pyplot as plt
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from course_lib.evidence import mean_interval, over_seeds, paired, plot_paired, t_quantile

A, B = [0.31, 0.42, 0.36, 0.50], [0.33, 0.45, 0.37, 0.54]


@pytest.mark.parametrize("confidence", [0.5, 0.8, 0.9, 0.95, 0.99, 0.999])
def test_quantile_agrees_with_scipy(confidence):
    for dof in [*range(1, 60), 99, 100, 999, 1000, 20_001]:
        expected = stats.t.ppf((1 + confidence) / 2, dof)
        assert t_quantile(confidence, dof) == pytest.approx(expected, rel=1e-9, abs=0), dof


def test_quantile_by_hand():
    # one degree of freedom is the Cauchy distribution: the angle grows evenly with the probability
    assert t_quantile(0.5, 1) == pytest.approx(1, rel=1e-14)
    # two: P = t / sqrt(2 + t²)
    assert t_quantile(0.6, 2) == pytest.approx(np.sqrt(2 * 0.36 / 0.64), rel=1e-14)


@pytest.mark.parametrize("confidence", [0, 1, 95, -0.1, float("nan")])
def test_confidence_is_a_probability(confidence):
    for call in (lambda: t_quantile(confidence, 3), lambda: paired(A, B, confidence)):
        with pytest.raises(ValueError, match="must lie between 0 and 1"):
            call()


@pytest.mark.parametrize("dof", [0, -1, 2.5, float("nan"), float("inf")])
def test_degrees_of_freedom_are_counted(dof):
    with pytest.raises(ValueError, match="whole number"):
        t_quantile(0.95, dof)


def test_by_hand():
    # differences 1, 2, 3: mean 2, standard deviation 1, t = 4.303 for two degrees of freedom
    found = paired([2, 4, 6], [1, 2, 3])
    assert (found.mean, found.n, found.confidence) == (2, 3, 0.95)
    assert found.se == pytest.approx(1 / np.sqrt(3))
    assert found.high - 2 == pytest.approx(2 - found.low) == pytest.approx(4.302652729911 / np.sqrt(3))
    np.testing.assert_array_equal(found.values, [1, 2, 3])
    assert not found.clear
    assert found.contains(0)


@settings(max_examples=50, deadline=None)
@given(
    n=st.integers(2, 40),
    seed=st.integers(0, 2**32 - 1),
    confidence=st.sampled_from([0.5, 0.9, 0.95, 0.99]),
)
def test_agrees_with_scipy(n, seed, confidence):
    a, b = np.random.default_rng(seed).normal(size=(2, n))
    test = stats.ttest_rel(a, b)
    expected = test.confidence_interval(confidence)
    found = paired(a, b, confidence)
    np.testing.assert_allclose([found.low, found.high], [expected.low, expected.high], rtol=1e-9, atol=1e-12)
    assert found.mean / found.se == pytest.approx(test.statistic)
    assert found.clear == (test.pvalue < 1 - confidence)
    one = mean_interval(a - b, confidence)
    assert (one.mean, one.low, one.high) == (found.mean, found.low, found.high)


@pytest.mark.parametrize(("n", "confidence"), [(2, 0.95), (5, 0.95), (30, 0.95), (5, 0.8)])
def test_intervals_hold_the_truth_as_often_as_they_say(n, confidence):
    rng = np.random.default_rng(0)
    draws = 4000
    # what a pair shares is ten times as large as what sets its two members apart
    shared = 10 * rng.normal(size=(draws, n))
    a, b = shared + rng.normal(0.3, 1, size=(draws, n)), shared + rng.normal(size=(draws, n))
    held = np.mean([paired(*pair, confidence).contains(0.3) for pair in zip(a, b, strict=True)])
    # four standard errors of this count are 1.4 points
    assert abs(held - confidence) <= 0.015


def split_experiment(rng, repeats=20, n=40, share=0.25):
    """Squared error of the mean of the training part against that of 0, over splits of one data set."""
    y = rng.normal(0.3, 1, size=n)
    a, b = [], []
    for _ in range(repeats):
        order = rng.permutation(n)
        test, train = np.split(y[order], [int(n * share)])
        a.append(np.mean((test - train.mean()) ** 2))
        b.append(np.mean(test**2))
    return a, b


def test_splits_of_one_data_set_need_the_wider_interval():
    truth = 1 / 30 - 0.3**2  # variance of the training mean, less the square of what 0 leaves out
    pairs = [split_experiment(np.random.default_rng(seed)) for seed in range(500)]
    plain = np.mean([paired(*pair).contains(truth) for pair in pairs])
    wide = np.mean([paired(*pair, test_share=0.25).contains(truth) for pair in pairs])
    assert plain < 0.7, "overlapping splits agree more than independent runs would"
    assert 0.92 < wide < 0.99


def test_test_share_widens_by_the_formula():
    plain, wide = paired(A, B), paired(A, B, test_share=0.2)
    assert wide.mean == plain.mean
    assert wide.se / plain.se == pytest.approx(np.sqrt((1 / 4 + 0.25) / (1 / 4)))


@pytest.mark.parametrize(
    ("found", "line"),
    [
        (paired(A, B), "0.025 lower, 95 % interval 0.004 to 0.046, n = 4 pairs"),
        (paired(B, A), "0.025 higher, 95 % interval 0.004 to 0.046, n = 4 pairs"),
        (paired(A, B, 0.99), "0.025 lower, 99 % interval 0.063 lower to 0.013 higher, n = 4 pairs"),
        (paired([1, 2, 3], [1.5, 2.1, 2.4]), "0.0 apart, 95 % interval 1.4 lower to 1.4 higher, n = 3 pairs"),
        (paired(A, A), "0.000 apart, 95 % interval 0.000 to 0.000, n = 4 pairs"),
        (paired([100, 230, 333], [1, 2, 3]), "219 higher, 95 % interval 69 lower to 507 higher, n = 3 pairs"),
        (mean_interval([0.76, 0.80, 0.78, 0.74]), "0.770, 95 % interval 0.729 to 0.811, n = 4 values"),
        (mean_interval([-1e9, 2e9]), "5e+08, 95 % interval -1.86e+10 to 1.96e+10, n = 2 values"),
    ],
)
def test_the_line_reads_aloud(found, line):
    assert str(found) == line


@pytest.mark.parametrize(
    ("call", "told"),
    [
        (lambda: paired([1, 2, 3], [1, 2]), "a has 3 values, b has 2"),
        (lambda: paired([1], [2]), "at least two pairs are needed, got 1"),
        (lambda: mean_interval([]), "at least two values are needed, got 0"),
        (lambda: paired([1, np.nan, 3], [1, 2, 3]), "a[1] is nan"),
        (lambda: paired([1, 2, 3], [1, 2, -np.inf]), "b[2] is -inf"),
        (lambda: paired(np.ones((3, 2)), np.ones((3, 2))), "shape (n,); got shape (3, 2)"),
        (lambda: paired(A, 0.3), "b holds one number a run"),
        (lambda: paired(A, B, test_share=1), "in [0, 1), got 1"),
        (lambda: over_seeds(float, []), "needs seeds"),
        (lambda: over_seeds(float, [1, 2, 1]), "each of them once"),
        (lambda: over_seeds(np.zeros, [2, 3]), "seed 2 gave shape (2,), seed 3 gave (3,)"),
        (lambda: over_seeds(lambda s: {s: 1}, [2, 3]), "seed 2 gave [2], seed 3 gave [3]"),
        (lambda: over_seeds(lambda s: {2: 1} if s == 2 else 1.0, [2, 3]), "seed 3 gave float"),
    ],
)
def test_errors_teach(call, told):
    with pytest.raises(ValueError, match=re.escape(told)):
        call()


def test_over_seeds_collects_numbers_arrays_and_dictionaries(capsys):
    assert over_seeds(lambda s: s**2, [3, 1]).tolist() == [9, 1]
    assert over_seeds(lambda s: np.full((2, 4), s), range(3)).shape == (3, 2, 4)
    found = over_seeds(lambda s: {"one": s, "row": [s, -s]}, (s for s in (5, 7)))
    assert found["one"].tolist() == [5, 7]
    assert found["row"].tolist() == [[5, -5], [7, -7]]
    assert capsys.readouterr() == ("", "")
    over_seeds(float, range(2), progress=True)
    assert "2/2" in capsys.readouterr().err


def test_inputs_are_left_alone():
    a, b = np.array(A), np.array(B)
    paired(a, b).values[0] = 99
    np.testing.assert_array_equal([a, b], [A, B])


def test_figure_shows_every_pair_and_the_interval():
    results = {"one": paired(A, B), "two": paired(B, A, 0.8)}
    ax = plot_paired(results)
    assert [label.get_text() for label in ax.get_yticklabels()] == ["one", "two"]
    for row, result in enumerate(results.values()):
        dots, bar, middle = ax.lines[3 * row : 3 * row + 3]
        np.testing.assert_array_equal(dots.get_xdata(), result.values)
        np.testing.assert_array_equal(bar.get_xdata(), [result.low, result.high])
        assert middle.get_xdata() == [result.mean]
        assert all(round(float(y)) == row for line in (dots, bar) for y in line.get_ydata())
    assert ax.yaxis_inverted()
    assert plot_paired(results["one"], ax) is ax
    plt.close("all")
