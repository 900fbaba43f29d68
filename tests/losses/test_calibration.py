import numpy as np
import pytest
from arrays import arrays
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp
from sklearn.calibration import calibration_curve
from sklearn.metrics import brier_score_loss

from course_lib.losses import brier_score, expected_calibration_error, reliability_curve, softmax

PROBS = np.array([[0.95, 0.05], [0.55, 0.45], [0.45, 0.55], [0.1, 0.9]])
TARGETS = np.array([0, 1, 1, 1])  # wrong only in the second row


@st.composite
def classified(draw, n_classes=None):
    """Rows of probabilities and a class for each; eighths put many confidences on the edges of bins."""
    n, c = draw(st.integers(1, 30)), n_classes or draw(st.integers(1, 4))
    probs = softmax(draw(arrays((n, c), st.floats(-5, 5))))
    if c == 2 and draw(st.booleans()):
        first = draw(arrays(n, st.integers(0, 8).map(lambda k: k / 8)))
        probs = np.stack([first, 1 - first], axis=1)
    return probs, draw(hnp.arrays(np.int64, n, elements=st.integers(0, c - 1)))


def brute_force_bins(probs, targets, n_bins):
    """One sample after the other into the bin (m/M, (m+1)/M]."""
    edges = [m / n_bins for m in range(n_bins + 1)]
    bins = [[] for _ in range(n_bins)]
    for row, target in zip(probs.tolist(), targets.tolist(), strict=True):
        confidence = max(row)
        m = next(m for m in range(n_bins) if confidence <= edges[m + 1] or m == n_bins - 1)
        bins[m].append((confidence, row.index(confidence) == target))
    return bins


def test_brier_by_hand():
    assert brier_score([[0.75, 0.25], [0.5, 0.5]], [0, 1]) == (2 / 16 + 2 / 4) / 2
    assert brier_score([[1.0, 0.0, 0.0]], [0]) == 0
    assert brier_score([[1.0, 0.0, 0.0]], [1]) == 2


def test_reliability_by_hand():
    confidence, accuracy, counts = reliability_curve(PROBS, TARGETS, n_bins=5)
    np.testing.assert_array_equal(counts, [0, 0, 2, 0, 2])
    np.testing.assert_allclose(confidence, [np.nan, np.nan, 0.55, np.nan, 0.925], rtol=1e-15)
    np.testing.assert_array_equal(accuracy, [np.nan, np.nan, 0.5, np.nan, 1])
    np.testing.assert_allclose(
        expected_calibration_error(PROBS, TARGETS, n_bins=5), (0.05 + 0.075) / 2, rtol=1e-14
    )


def test_an_edge_belongs_to_the_bin_below():
    _, _, counts = reliability_curve([[0.5, 0.5], [1.0, 0.0]], [0, 0], n_bins=2)
    np.testing.assert_array_equal(counts, [1, 1])


@given(classified())
def test_brier_matches_scikit_learn(drawn):
    probs, targets = drawn
    n_classes = probs.shape[1]
    if n_classes > 1:
        expected = brier_score_loss(targets, probs, labels=np.arange(n_classes), scale_by_half=False)
        assert brier_score(probs, targets) == pytest.approx(expected, rel=1e-12, abs=1e-15)


@given(classified(n_classes=2))
def test_brier_of_two_classes_is_twice_the_score_of_the_positive_class(drawn):
    probs, targets = drawn
    expected = 2 * brier_score_loss(targets, probs[:, 1], labels=[0, 1])
    assert brier_score(probs, targets) == pytest.approx(expected, rel=1e-12, abs=1e-15)


@given(classified(), st.integers(1, 12))
def test_bins_match_brute_force(drawn, n_bins):
    bins = brute_force_bins(*drawn, n_bins)
    confidence, accuracy, counts = reliability_curve(*drawn, n_bins)
    assert counts.tolist() == [len(samples) for samples in bins]
    means = [np.mean(samples, axis=0) if samples else (np.nan, np.nan) for samples in bins]
    np.testing.assert_allclose(np.stack([confidence, accuracy], axis=1), means, rtol=1e-12)
    gaps = [abs(sum(confidence - right for confidence, right in samples)) for samples in bins]
    error = expected_calibration_error(*drawn, n_bins)
    assert error == pytest.approx(sum(gaps) / len(drawn[0]), rel=1e-12, abs=1e-14)


@given(classified(n_classes=2), st.integers(1, 12))
def test_filled_bins_match_scikit_learn(drawn, n_bins):
    probs, targets = drawn
    right = probs.argmax(axis=1) == targets
    expected_accuracy, expected_confidence = calibration_curve(right, probs.max(axis=1), n_bins=n_bins)
    confidence, accuracy, counts = reliability_curve(probs, targets, n_bins)
    np.testing.assert_allclose(accuracy[counts > 0], expected_accuracy, rtol=1e-12)
    np.testing.assert_allclose(confidence[counts > 0], expected_confidence, rtol=1e-12)


def test_targets_drawn_from_the_probabilities_are_calibrated():
    rng = np.random.default_rng(0)
    probs = rng.dirichlet(np.ones(3), 20_000)
    targets = (rng.random((20_000, 1)) > probs.cumsum(axis=1)).sum(axis=1)
    assert expected_calibration_error(probs, targets) < 0.01  # about sqrt(1/4 / 2000) in each of ten bins
    sharpened = probs**3 / (probs**3).sum(axis=1, keepdims=True)
    assert expected_calibration_error(sharpened, targets) > 0.1


def test_brier_is_proper():
    # the expected score of a stated belief is smallest for the true one
    true = np.array([0.2, 0.8])
    beliefs = np.linspace(0, 1, 101)
    expected = [sum(true[c] * brier_score([[1 - b, b]], [c]) for c in (0, 1)) for b in beliefs]
    assert beliefs[np.argmin(expected)] == 0.8


def test_empty_one_sample_nan_and_dtypes():
    nothing = np.zeros((0, 2)), np.zeros(0, dtype=int)
    assert np.isnan(brier_score(*nothing))
    assert np.isnan(expected_calibration_error(*nothing))
    assert reliability_curve(*nothing)[2].sum() == 0
    assert expected_calibration_error([[1.0, 0.0]], [0]) == 0
    assert np.isnan(brier_score([[np.nan, 0.5]], [0]))
    assert np.isnan(expected_calibration_error([[np.nan, 0.5]], [0]))
    single = PROBS.astype(np.float32)
    assert brier_score(single, TARGETS).dtype == np.float32
    assert expected_calibration_error(single, TARGETS).dtype == np.float32
    confidence, accuracy, counts = reliability_curve(single, TARGETS)
    assert (confidence.dtype, accuracy.dtype, counts.dtype) == (np.float32, np.float32, np.int64)


@pytest.mark.bad_input
@pytest.mark.parametrize("function", [brier_score, reliability_curve, expected_calibration_error])
def test_bad_input_is_refused(function):
    with pytest.raises(ValueError, match=r"probs must have shape \(N, C\), got \(4,\)"):
        function(PROBS[:, 1], TARGETS)
    with pytest.raises(ValueError, match=r"targets must have shape \(N,\) = \(4,\), got \(4, 1\)"):
        function(PROBS, TARGETS[:, np.newaxis])
    with pytest.raises(ValueError, match=r"targets must be in \[0, 2\), got 2"):
        function(PROBS, TARGETS + 1)
    with pytest.raises(ValueError, match="probs must sum to 1"):
        function(2 * PROBS / 3, TARGETS)
    with pytest.raises(TypeError, match="class indices must be integers, got dtype float64"):
        function(PROBS, TARGETS / 2)


@pytest.mark.bad_input
@pytest.mark.parametrize("function", [reliability_curve, expected_calibration_error])
def test_bins_are_counted_from_one(function):
    with pytest.raises(ValueError, match="n_bins must be a whole number of at least 1, got 0"):
        function(PROBS, TARGETS, n_bins=0)


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
def test_edges_are_the_same_in_every_dtype(dtype):
    probs, targets = np.array([[0.8, 0.2], [0.75, 0.25]], dtype), [0, 1]
    np.testing.assert_allclose(expected_calibration_error(probs, targets), 0.275, rtol=1e-6)


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
@pytest.mark.parametrize("n_bins", range(2, 31))
def test_each_edge_lies_in_the_bin_below_it(dtype, n_bins):
    """m/M, as it is written: NumPy's linspace has 0.30000000000000004 for 3/10."""
    edges = np.array([m / n_bins for m in range((n_bins + 1) // 2, n_bins)], dtype)
    _, _, counts = reliability_curve(np.stack([edges, 1 - edges], 1), np.zeros(len(edges), int), n_bins)
    assert counts[-1] == 0
    assert counts.sum() == counts.max() * np.count_nonzero(counts) == len(edges)


def test_a_probability_may_be_off_by_rounding_as_a_sum_may():
    assert expected_calibration_error([[1 + 4e-16, 0.0]], [0]) == 0
    assert brier_score([[1.0, -4e-16]], [0]) == 0
    with pytest.raises(ValueError, match=r"probs must lie in \[0, 1\], got 1.1"):
        brier_score([[1.1, -0.1]], [0])
