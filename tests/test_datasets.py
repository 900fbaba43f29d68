"""Embedded data: shapes, origins, fair splits, equal numbers for equal seeds."""

import inspect
import subprocess
import sys

import numpy as np
import pytest
from sklearn import datasets as sk
from sklearn.model_selection import train_test_split

from course_lib import datasets
from course_lib.datasets import (
    Dataset,
    load_breast_cancer,
    load_diabetes,
    load_digits,
    load_iris,
    load_python_reference,
    load_wine,
    make_blobs,
    make_circles,
    make_counts,
    make_line,
    make_moons,
    make_shapes,
    make_spiral,
)
from course_lib.datasets.splitting import split_rows

LOADERS = [load_diabetes, load_breast_cancer, load_wine, load_iris, load_digits]
MAKERS = [getattr(datasets, name) for name in datasets.__all__ if name.startswith("make_")]


def name(function):
    return function.__name__


@pytest.mark.parametrize("load", LOADERS, ids=name)
def test_tables_are_what_scikit_learn_ships(load):
    ours = load()
    theirs = getattr(sk, load.__name__)(**({"scaled": False} if load is load_diabetes else {}))
    np.testing.assert_array_equal(ours.X, theirs.data)
    np.testing.assert_array_equal(ours.y, theirs.target)
    assert ours.X.dtype == np.float64
    assert ours.y.dtype == (np.float64 if load is load_diabetes else np.int64)


@pytest.mark.parametrize("build", LOADERS + MAKERS, ids=name)
def test_every_set_says_what_it_holds_and_where_it_came_from(build):
    data = build()
    assert isinstance(data, Dataset)
    assert len(data.X) == len(data.y) > 0
    assert np.isfinite(data.X).all()
    assert len(data.source) > 15
    assert data.source in repr(data)
    if data.feature_names:
        assert len(data.feature_names) == len(data.feature_units) == data.X[0].size
    if data.class_names:
        assert set(np.unique(data.y)) == set(range(len(data.class_names)))


@pytest.mark.parametrize("make", MAKERS, ids=name)
def test_equal_seeds_give_equal_numbers(make):
    one, same, other = make(seed=3), make(seed=3), make(seed=4)
    np.testing.assert_array_equal(one.X, same.X)
    np.testing.assert_array_equal(one.y, same.y)
    assert not np.array_equal(one.X, other.X)


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
    assert np.abs(scaled.X_test.mean(axis=0)).max() > 0.01, "the test part was centred by itself"


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


@pytest.mark.parametrize("n", [2, 7, 200])
def test_toys_are_those_of_scikit_learn(n):
    angle = np.pi / 2 + 2 * np.pi * np.arange(3) / 3
    centers = 2 * np.stack([np.cos(angle), np.sin(angle)], axis=1)
    for seed in range(3):
        for ours, theirs in (
            (make_moons(n, 0.2, seed=seed), sk.make_moons(n, noise=0.2, random_state=seed)),
            (make_circles(n, 0.1, seed=seed), sk.make_circles(n, noise=0.1, factor=0.5, random_state=seed)),
            (
                make_blobs(n, 3, 0.7, seed=seed),
                sk.make_blobs(n, centers=centers, cluster_std=0.7, random_state=seed),
            ),
            (
                make_blobs([n, 1, 0], seed=seed),
                sk.make_blobs([n, 1, 0], centers=centers, cluster_std=0.7, random_state=seed),
            ),
        ):
            np.testing.assert_array_equal(ours.X, theirs[0])
            np.testing.assert_array_equal(ours.y, theirs[1])


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


@pytest.mark.parametrize(
    ("make", "name"),
    [
        (make_line, "noise"),
        (make_line, "widening"),
        (make_blobs, "spread"),
        (make_moons, "noise"),
        (make_circles, "noise"),
        (make_spiral, "noise"),
        (make_shapes, "noise"),
    ],
)
def test_a_negative_spread_is_refused(make, name):
    for bad in (-1, np.nan, np.inf):
        with pytest.raises(ValueError, match=f"{name} must be finite and at least 0, got {bad}"):
            make(**{name: bad})


def test_line_noise_has_the_variance_that_is_asked_for():
    for distribution in ("gaussian", "laplace"):
        line = make_line(20_000, noise=0.5, distribution=distribution)
        residuals = line.y - (2 * line.X[:, 0] + 1)
        assert residuals.std() == pytest.approx(0.5, rel=0.03)
    kurtosis = ((residuals - residuals.mean()) ** 4).mean() / residuals.var() ** 2
    assert kurtosis == pytest.approx(6, rel=0.1), "Laplace has kurtosis 6"


def test_line_outliers_stand_at_the_right_end():
    plain, moved = make_line(10), make_line(10, n_outliers=2, outlier_shift=5)
    np.testing.assert_allclose(moved.y - plain.y, [0] * 8 + [5] * 2)


def test_counts_follow_the_poisson_law():
    data = make_counts(40_000, slope=0.0, intercept=np.log(3))
    assert data.y.mean() == pytest.approx(3, rel=0.02)
    assert data.y.var() == pytest.approx(3, rel=0.03)


def test_blobs_take_class_sizes_and_wrong_labels():
    rare = make_blobs([190, 10])
    assert np.bincount(rare.y).tolist() == [190, 10]
    clean, noisy = make_blobs(1000, seed=5), make_blobs(1000, flip=0.2, seed=5)
    assert (clean.y != noisy.y).mean() == 0.2


def test_spiral_arms_are_turned_copies():
    data = make_spiral(3000, n_classes=3, noise=0.0)
    radius = np.hypot(*data.X.T)
    angle = np.arctan2(data.X[:, 1], data.X[:, 0]) - 1.5 * np.pi * radius
    np.testing.assert_allclose(np.exp(1j * angle), np.exp(2j * np.pi * data.y / 3), atol=1e-9)


def test_shapes_hold_ink_inside_the_frame():
    clean = make_shapes(40, noise=0.0)
    assert clean.X.shape == (40, 1, 16, 16)
    assert clean.X.min() == 0
    assert clean.X.max() <= 1
    ink = clean.X.sum(axis=(1, 2, 3))
    assert ink.min() > 5


def test_python_reference_is_long_english_text():
    whole, page = load_python_reference(), load_python_reference("if")
    assert len(whole) > 400_000
    assert page.text.strip() in whole.text
    assert "Python" in whole.source


@pytest.mark.bad_input
@pytest.mark.parametrize(
    ("call", "told"),
    [
        (lambda: make_line(distribution="cauchy"), "gaussian, laplace"),
        (lambda: make_line(5, n_outliers=6), r"\[0, 5\], got 6"),
        (lambda: make_line(noise=-1), "noise must be finite and at least 0, got -1"),
        (lambda: make_line(noise=np.nan), "noise must be finite and at least 0, got nan"),
        (lambda: make_line(widening=-0.5), "widening must be finite and at least 0, got -0.5"),
        (lambda: make_line(slope=np.inf), "slope must be finite, got inf"),
        (lambda: make_line(5, n_outliers=-1), "n_outliers must be a whole number of at least 0, got -1"),
        (lambda: make_line(outlier_shift=np.nan), "outlier_shift must be finite, got nan"),
        (lambda: make_counts(intercept=np.nan), "intercept must be finite, got nan"),
        (lambda: make_counts(slope=30), r"must stay below e\^40, got slope=30 and intercept=1"),
        (lambda: make_blobs(spread=-1), "spread must be finite and at least 0, got -1"),
        (lambda: make_blobs(n_classes=1), "n_classes must be a whole number of at least 2, got 1"),
        (lambda: make_blobs([5]), "the number of classes must be a whole number of at least 2, got 1"),
        (lambda: make_blobs([5, -1]), "n_samples must be a whole number of at least 0, got -1"),
        (lambda: make_blobs(flip=1.5), r"flip must be in \[0, 1\], got 1.5"),
        (lambda: make_moons(flip=np.nan), r"flip must be in \[0, 1\], got nan"),
        (lambda: make_spiral(n_classes=1), "n_classes must be a whole number of at least 2, got 1"),
        (lambda: make_spiral(flip=-0.1), r"flip must be in \[0, 1\], got -0.1"),
        (lambda: load_iris().split(test_size=np.nan), "between 0 and 1, got nan"),
        (lambda: Dataset(np.ones((2, 1)), np.ones(2), "").split(0.9), "leave none to train on"),
        (lambda: load_iris().split(test_size=0.01), "3 classes, the smallest with 50 rows, do not all fit"),
        (lambda: make_shapes(size=4), "at least 8 pixels, got 4"),
        (lambda: load_iris().split(test_size=1), "between 0 and 1, got 1"),
        (lambda: load_python_reference("goto"), "no page 'goto'"),
    ],
)
def test_bad_input_is_named(call, told):
    with pytest.raises(ValueError, match=told):
        call()


@pytest.mark.bad_input
@pytest.mark.parametrize("make", MAKERS, ids=name)
def test_every_maker_names_what_it_cannot_draw(make):
    for n in (0, -3, 9.5, np.nan):
        with pytest.raises(ValueError, match=rf"n_samples must be a whole number of at least \d, got {n}"):
            make(n_samples=n)
    with pytest.raises(TypeError, match="n_samples must be one number, got 'ten'"):
        make(n_samples="ten")
    with pytest.raises(ValueError, match="seed must be a whole number of at least 0, got -1"):
        make(seed=-1)
    if "noise" in inspect.signature(make).parameters:
        for value in (-0.1, np.nan, np.inf):
            with pytest.raises(ValueError, match=f"noise must be .*got {value}"):
                make(noise=value)


def test_toys_and_splits_need_no_scikit_learn():
    code = (
        "import sys; sys.modules['sklearn'] = None; from course_lib import datasets; "
        "[getattr(datasets, name)().split(standardize=True) for name in datasets.__all__ if 'make_' in name]"
    )
    subprocess.run([sys.executable, "-c", code], check=True)


def test_importing_the_package_waits_with_scikit_learn():
    code = "import sys, course_lib.datasets; print('sklearn' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"
