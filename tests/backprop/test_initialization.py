"""Sizes at the start: by the formula, beside torch's, and what they do to signals in a deep network."""

import numpy as np
import pytest
import torch

from course_lib.backprop import kaiming_normal, orthogonal, xavier_uniform

KERNEL = (40, 30, 3, 3)


def torchs(name, shape, **options):
    torch.manual_seed(0)
    return getattr(torch.nn.init, f"{name}_")(torch.empty(shape, dtype=torch.float64), **options).numpy()


@pytest.mark.parametrize("shape", [(300, 200), KERNEL])
@pytest.mark.parametrize("gain", [1.0, 5 / 3])
def test_xavier_has_the_edge_and_the_variance_of_torchs(shape, gain):
    mine, other = xavier_uniform(shape, gain, rng=0), torchs("xavier_uniform", shape, gain=gain)
    assert np.abs(mine).max() == pytest.approx(np.abs(other).max(), rel=0.01)
    assert mine.std() == pytest.approx(other.std(), rel=0.02)


@pytest.mark.parametrize("shape", [(300, 200), KERNEL])
@pytest.mark.parametrize(
    "options",
    [
        {},
        {"mode": "fan_out"},
        {"a": 0.5},
        *({"nonlinearity": name} for name in ("relu", "tanh", "sigmoid", "linear")),
    ],
)
def test_kaiming_has_the_deviation_of_torchs(shape, options):
    mine, other = kaiming_normal(shape, rng=0, **options), torchs("kaiming_normal", shape, **options)
    assert mine.std() == pytest.approx(other.std(), rel=0.02)
    assert abs(mine.mean()) < 0.02 * mine.std() * 2


@pytest.mark.parametrize("shape", [(5, 5), (3, 7), (7, 3), (4, 3, 2, 2)])
def test_orthogonal_is(shape):
    w = orthogonal(shape, gain=2.0, rng=0).reshape(shape[0], -1)
    square = w @ w.T if len(w) <= w.shape[1] else w.T @ w
    np.testing.assert_allclose(square, 4 * np.eye(min(w.shape)), atol=1e-12)


def test_orthogonal_favours_no_direction():
    """Of ten thousand random turns of the plane, the first arrow points everywhere alike."""
    arrows = np.array([orthogonal((2, 2), rng=seed)[0] for seed in range(4000)])
    assert np.abs(arrows.mean(axis=0)).max() < 0.05


def test_signals_keep_their_size_through_thirty_layers():
    x = np.random.default_rng(0).normal(size=(200, 100))
    relu = tanh = turned = x
    for seed in range(30):
        relu = np.maximum(relu @ kaiming_normal((100, 100), rng=seed).T, 0)
        tanh = tanh @ xavier_uniform((100, 100), rng=seed).T
        turned = turned @ orthogonal((100, 100), rng=seed).T
    assert 0.1 < (relu**2).mean() < 10
    assert 0.1 < (tanh**2).mean() < 10
    assert (turned**2).mean() == pytest.approx((x**2).mean())


def test_a_seed_repeats_and_a_generator_moves_on():
    for draw in (xavier_uniform, kaiming_normal, orthogonal):
        rng = np.random.default_rng(0)
        first, second = draw((3, 4), rng=rng), draw((3, 4), rng=rng)
        np.testing.assert_array_equal(first, draw((3, 4), rng=0))
        assert (first != second).any()


def test_what_is_refused():
    for draw in (xavier_uniform, kaiming_normal, orthogonal):
        with pytest.raises(ValueError, match=r"two axes at least, \(out, in, ...\), got \(3,\)"):
            draw((3,))
    with pytest.raises(ValueError, match="gain must be positive"):
        xavier_uniform((2, 2), gain=0)
    with pytest.raises(ValueError, match="gain must be positive"):
        orthogonal((2, 2), gain=-1)
    with pytest.raises(ValueError, match='mode must be "fan_in" or "fan_out", got \'fan\''):
        kaiming_normal((2, 2), mode="fan")
    with pytest.raises(ValueError, match=r"one of .*leaky_relu, got 'elu'"):
        kaiming_normal((2, 2), nonlinearity="elu")
