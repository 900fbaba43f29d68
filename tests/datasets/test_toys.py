"""Generated data: those of scikit-learn where it has them, and the law that each one promises."""

import inspect

import numpy as np
import pytest
from datasets.builders import MAKERS, name
from sklearn import datasets as sk

from course_lib.datasets import (
    make_blobs,
    make_circles,
    make_counts,
    make_line,
    make_moons,
    make_shapes,
    make_spiral,
)


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
