"""Embedded data: shapes, origins, equal numbers for equal seeds, and bad input."""

import subprocess
import sys

import numpy as np
import pytest
from datasets.builders import LOADERS, MAKERS, name
from sklearn import datasets as sk

from course_lib.datasets import (
    Dataset,
    load_diabetes,
    load_iris,
    load_python_reference,
    make_blobs,
    make_counts,
    make_line,
    make_moons,
    make_shapes,
    make_spiral,
)


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
