import numpy as np
import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st
from torch.optim import swa_utils
from torch_paths import assert_same_arrays, seeds, shapes

from course_lib.optim import SGD, AveragedModel, get_ema_avg_fn, get_swa_avg_fn


def walk(shapes, seed, steps=30):
    """A random walk of parameters, (steps, shapes)."""
    rng = np.random.default_rng(seed)
    params = [rng.normal(size=shape) for shape in shapes]
    for _ in range(steps):
        params = [np.asarray(param + rng.normal(size=param.shape)) for param in params]
        yield params


def torch_average(path, **options):
    module = torch.nn.ParameterList([torch.nn.Parameter(torch.tensor(param)) for param in path[0]])
    average = swa_utils.AveragedModel(module, **options)
    for params in path:
        for leaf, param in zip(module, params, strict=True):
            leaf.data = torch.tensor(param)
        average.update_parameters(module)
        yield [leaf.detach().numpy() for leaf in average.module]


def test_both_means_by_hand():
    plain, fading = AveragedModel([np.zeros(1)]), AveragedModel([np.zeros(1)], get_ema_avg_fn(0.5))
    for value in (2.0, 4.0, 9.0):
        plain.update_parameters([[value]])
        fading.update_parameters([[value]])
    assert plain.params[0] == 5
    assert fading.params[0] == 6
    assert plain.n_averaged == fading.n_averaged == 3


@given(shapes, seeds)
def test_the_plain_mean_is_torchs_and_the_mean(shapes, seed):
    path = list(walk(shapes, seed))
    ours = AveragedModel([np.zeros_like(param) for param in path[0]], get_swa_avg_fn())
    for params, expected in zip(path, torch_average(path), strict=True):
        ours.update_parameters(params)
        assert_same_arrays(ours.params, expected)
    assert_same_arrays(ours.params, [np.mean([p[i] for p in path], axis=0) for i in range(len(shapes))])


@given(shapes, seeds, st.floats(0, 1))
def test_the_fading_mean_is_torchs(shapes, seed, decay):
    path = list(walk(shapes, seed))
    for torchs in ("get_ema_avg_fn", "get_ema_multi_avg_fn"):
        ours = AveragedModel(path[0], get_ema_avg_fn(decay))
        kind = {torchs.removeprefix("get_ema_"): getattr(swa_utils, torchs)(decay)}
        for params, expected in zip(path, torch_average(path, **kind), strict=True):
            ours.update_parameters(params)
            assert_same_arrays(ours.params, expected)


def test_the_default_decay_is_torchs():
    assert get_ema_avg_fn()(1.0, 3.0, 5) == swa_utils.get_ema_avg_fn()(1.0, 3.0, 5)


def test_the_average_is_a_copy_in_its_dtype():
    w = np.ones(2, np.float32)
    average = AveragedModel([w])
    average.update_parameters([w])
    w += 1
    np.testing.assert_array_equal(average.params[0], [1, 1])
    average.update_parameters([np.full(2, 2.0)])
    assert average.params[0].dtype == np.float32
    np.testing.assert_array_equal(average.params[0], [1.5, 1.5])


def test_averaging_cancels_the_noise_of_sgd():
    """Polyak and Juditsky: the mean of the path is nearer to the minimum than its last point."""
    rng, w = np.random.default_rng(0), np.zeros(200)  # two hundred walks at once
    sgd, average = SGD([w], lr=0.5), AveragedModel([w])
    for _ in range(400):
        sgd.step([w + rng.normal(size=200)])
        average.update_parameters([w])
    assert np.mean(average.params[0] ** 2) < np.mean(w**2) / 50


@pytest.mark.bad_input
def test_bad_input_is_refused():
    for decay in (-0.1, 1.1, np.nan):
        with pytest.raises(ValueError, match=rf"decay must be in \[0, 1\], got {decay}"):
            get_ema_avg_fn(decay)
    average = AveragedModel([np.zeros(2)])
    with pytest.raises(ValueError, match="params needs one array for each of 1 parameters, got 2"):
        average.update_parameters([np.zeros(2), np.zeros(2)])
    with pytest.raises(
        ValueError, match=r"params\[0\] must have the shape of its parameter, got \(1,\) and \(2,\)"
    ):
        average.update_parameters([np.zeros(1)])
    with pytest.raises(TypeError, match="list of arrays"):
        AveragedModel(np.zeros(2))
    assert average.n_averaged == 0
