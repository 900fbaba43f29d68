"""Fair splits: parts kept apart, and standardized by what the training part knows."""

import numpy as np
import pytest
from sklearn.model_selection import train_test_split

from course_lib.datasets import Dataset, load_breast_cancer, load_wine
from course_lib.datasets.splitting import split_rows


def test_split_keeps_parts_apart_and_shares_equal():
    data = load_breast_cancer()
    part = data.split(test_size=0.3, seed=1)
    assert len(part.X_test) == round(0.3 * len(data.X))
    rows = {row.tobytes() for row in part.X_train}
    assert not rows & {row.tobytes() for row in part.X_test}
    assert len(rows) + len(part.X_test) == len(data.X)
    assert part.y_train.mean() == pytest.approx(part.y_test.mean(), abs=0.01)
    again = data.split(test_size=0.3, seed=1)
    np.testing.assert_array_equal(part.X_test, again.X_test)


def test_standardization_looks_at_the_training_part_only():
    plain, scaled = load_wine().split(), load_wine().split(standardize=True)
    np.testing.assert_allclose(scaled.X_train.mean(axis=0), 0, atol=1e-12)
    np.testing.assert_allclose(scaled.X_train.std(axis=0), 1)
    np.testing.assert_allclose(scaled.mean, plain.X_train.mean(axis=0))
    np.testing.assert_allclose(scaled.X_test, (plain.X_test - scaled.mean) / scaled.std)
    assert np.abs(scaled.X_test.mean(axis=0)).max() > 0.01, "the test part was centered by itself"


@pytest.mark.parametrize("value", [3.0, 0.1, 1 / 3, 1e-300, 1e17 + 2])
def test_a_constant_feature_is_only_centred(value):
    X = np.column_stack([np.full(60, value), np.arange(60)])
    part = Dataset(X, np.arange(60.0), "by hand").split(standardize=True)
    np.testing.assert_array_equal(part.X_train[:, 0], 0)
    assert (part.mean[0], part.std[0]) == (value, 1)


def test_a_constant_feature_that_is_another_in_the_test_part():
    """The rounded spread of sixty times 0.1 is 1.4e-17, and 4.9 divided by that an enormous number."""
    X = np.full((80, 1), 0.1)
    test_row = Dataset(np.arange(80.0)[:, None], np.arange(80.0), "rows").split().y_test[0]
    X[int(test_row)] = 5.0
    part = Dataset(X, np.arange(80.0), "by hand").split(standardize=True)
    assert part.X_test.max() == pytest.approx(4.9)
    assert np.sort(part.X_test[:, 0])[:-1].tolist() == [0] * 19


def test_a_spread_whose_square_is_zero_is_only_centred():
    X = np.linspace(0, 1e-200, 40)[:, None]
    assert np.isfinite(Dataset(X, X[:, 0], "by hand").split(standardize=True).X_test).all()


@pytest.mark.parametrize("test_size", [0.1, 0.25, 1 / 3, 0.85])
@pytest.mark.parametrize(("n", "classes"), [(7, 0), (33, 2), (150, 3), (1797, 10)])
def test_splits_are_those_of_scikit_learn(n, classes, test_size):
    for seed in range(4):
        y = np.random.default_rng(seed).integers(classes, size=n) if classes else None
        theirs = train_test_split(np.arange(n), test_size=test_size, random_state=seed, stratify=y)
        for ours, rows in zip(split_rows(n, test_size, seed, y), theirs, strict=True):
            np.testing.assert_array_equal(ours, rows)


def test_a_feature_that_is_constant_only_to_rounding_is_only_centred():
    """The spread of equal numbers rounds to 1e-17 and not to 0; a test value would be divided by it."""
    for value in (0.1, 1 / 3, 1e9 + 0.1):
        column = np.full(20, value)
        data = Dataset(np.column_stack([column, np.arange(20)]), np.arange(20.0), "by hand")
        rows = data.split(test_size=0.25).X_test[:, 1].astype(int)
        data.X[rows[0], 0] = value + 4.9
        part = data.split(test_size=0.25, standardize=True)
        assert part.std[0] == 1
        np.testing.assert_allclose(part.X_test[0, 0], 4.9, rtol=1e-6)
        np.testing.assert_allclose(part.X_train[:, 0], 0, atol=1e-6)
