"""The playground's data: what each family promises. tests/widgets shows that JavaScript draws the same."""

import numpy as np
import pytest

from course_lib.backprop.playground.data import DATASETS, FEATURES, expand_features, make_data, split_rows

CLASSES = [("circle", 2), ("circle", 3), ("gauss", 2), ("gauss", 4), ("spiral", 2), ("spiral", 3), ("xor", 2)]


@pytest.mark.parametrize(("name", "n_classes"), CLASSES)
def test_classes_are_even_and_in_sight(name, n_classes):
    data = make_data(name, 600, n_classes, seed=1)
    assert data.X.shape == (600, 2)
    assert data.y.dtype == np.int64
    assert len(data.class_names) == n_classes
    share = np.bincount(data.y) / 600
    assert np.allclose(share, 1 / n_classes, atol=0 if name != "xor" else 0.07)
    assert np.abs(data.X).max() < 6.2


@pytest.mark.parametrize("n_classes", [2, 3, 5])
def test_rings_lie_around_one_another(n_classes):
    data = make_data("circle", 300, n_classes)
    radius = np.hypot(*data.X.T)
    for k in range(n_classes - 1):
        assert radius[data.y == k].max() < radius[data.y == k + 1].min() - 0.2
    assert radius.max() <= 5


def test_xor_is_the_sign_of_the_product_with_a_gap():
    data = make_data("xor", 300)
    assert np.array_equal(data.y, data.X[:, 0] * data.X[:, 1] > 0)
    assert np.abs(data.X).min() >= 0.3


def test_clouds_have_their_centres_and_their_variance():
    data = make_data("gauss", 20_000, 4)
    for k in range(4):
        angle = np.pi / 4 + np.pi / 2 * k
        cloud = data.X[data.y == k]
        np.testing.assert_allclose(
            cloud.mean(axis=0), 3 * np.array([np.cos(angle), np.sin(angle)]), atol=0.05
        )
        np.testing.assert_allclose(np.cov(cloud.T), np.eye(2) / 2, atol=0.04)


def test_an_arm_turned_by_a_full_share_is_the_next_arm():
    data = make_data("spiral", 300, 3)
    radius, angle = np.hypot(*data.X.T), np.arctan2(data.X[:, 1], data.X[:, 0])
    rest = angle - 3.5 * np.pi * radius / 5 - 2 * np.pi * data.y / 3
    np.testing.assert_allclose(np.cos(rest), 1, atol=1e-9)


def test_numbers_are_their_formulas_plus_noise():
    plane, hills = make_data("plane", 200), make_data("hills", 200)
    np.testing.assert_allclose(plane.y, plane.X.sum(axis=1) / 10)
    peak = [4.0, 2.5]
    nearest = np.argmin(np.hypot(*(hills.X - peak).T))
    assert hills.y[nearest] > 0.8
    assert np.abs(hills.y).max() <= 1.01
    assert plane.class_names == hills.class_names == ()
    noisy = make_data("plane", 20_000, noise=0.5)
    assert np.std(noisy.y - noisy.X.sum(axis=1) / 10) == pytest.approx(0.5, rel=0.03)


@pytest.mark.parametrize("name", DATASETS)
def test_noise_moves_the_same_points_and_no_label(name):
    still, moved = (make_data(name, 4000, noise=noise, seed=2) for noise in (0, 0.7))
    key = "X" if still.class_names else "y"
    assert np.std(getattr(moved, key) - getattr(still, key)) == pytest.approx(0.7, rel=0.05)
    other = "y" if still.class_names else "X"
    assert np.array_equal(getattr(moved, other), getattr(still, other))
    assert np.array_equal(make_data(name, 10, noise=0.7, seed=2).X, moved.X[:10])


def test_features_by_hand():
    X = np.array([[2.0, 3.0], [-1.0, 0.5]])
    wanted = [[2, 3, 4, 9, 6, np.sin(2), np.sin(3)], [-1, 0.5, 1, 0.25, -0.5, np.sin(-1), np.sin(0.5)]]
    np.testing.assert_allclose(expand_features(X, list(FEATURES)), wanted)
    np.testing.assert_array_equal(expand_features(X, ["x2", "x1"]), X[:, ::-1])


@pytest.mark.parametrize(("n", "share", "count"), [(10, 0.5, 5), (5, 0.5, 3), (7, 0.0, 0), (7, 1.0, 7)])
def test_split_takes_every_row_once(n, share, count):
    train, test = split_rows(n, share, seed=3)
    assert len(train) == count
    assert sorted([*train, *test]) == list(range(n))


@pytest.mark.parametrize("bad", [{"name": "moon"}, {"n_classes": 1}, {"noise": -0.1}])
def test_bad_requests_say_what_was_expected(bad):
    with pytest.raises(ValueError, match=r"name must be one of circle|expected n_classes ≥ 2 and noise ≥ 0"):
        make_data(**({"name": "circle"} | bad))
