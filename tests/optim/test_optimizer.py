"""What the base class does; what every optimizer promises stands in ``optimizer_contracts.py``."""

import numpy as np
import pytest

from course_lib.optim import (
    SGD,
    Adam,
    AveragedModel,
    Optimizer,
    RMSprop,
    clip_grad_norm,
    clip_grad_value,
    one_cycle_momentum,
)


def test_any_iterable_of_arrays_and_lists_of_gradients_will_do():
    params = {"weight": np.zeros((1, 2)), "bias": np.zeros(())}
    SGD(params.values(), lr=1).step(([[1, 2]], 3))
    np.testing.assert_array_equal(params["weight"], [[-1, -2]])
    assert params["bias"] == -3


def test_the_base_has_no_rule():
    with pytest.raises(NotImplementedError, match="Optimizer has no update rule"):
        Optimizer([np.zeros(1)], lr=0.1).step([np.zeros(1)])


def test_a_momentum_out_of_a_schedule_leaves_float32_alone():
    momenta = one_cycle_momentum(np.arange(10), total_steps=10)
    w, v = np.ones(2, np.float32), np.ones(2, np.float32)
    sgd, adam = SGD([w], momentum=0.9), Adam([v])
    for momentum in momenta:
        sgd.momentum = momentum
        adam.betas = (momentum, np.float64(0.99))
        sgd.step([w])
        adam.step([v])
    assert sgd.momentum_buffers[0].dtype == adam.m[0].dtype == adam.v[0].dtype == np.float32
    assert type(sgd.momentum) is type(adam.betas[0]) is float


def test_hyperparameters_are_checked_when_they_are_set():
    rmsprop, adam = RMSprop([np.zeros(1)]), Adam([np.zeros(1)])
    with pytest.raises(ValueError, match=r"alpha must be in \[0, 1\), got 1.5"):
        rmsprop.alpha = 1.5
    with pytest.raises(ValueError, match=r"betas\[1\] must be in \[0, 1\), got 1.0"):
        adam.betas = (0.9, 1.0)
    assert rmsprop.alpha == 0.99
    assert adam.betas == (0.9, 0.999)


@pytest.mark.bad_input
@pytest.mark.parametrize("value", [np.array([0.1, 0.2]), [0.1], "0.1", None])
def test_a_hyperparameter_is_one_number(value):
    with pytest.raises(TypeError, match="lr must be one number, got"):
        SGD([np.zeros(1)], lr=value)


@pytest.mark.bad_input
@pytest.mark.parametrize(
    "use", [SGD, AveragedModel, lambda arrays: clip_grad_norm(arrays, 1.0), lambda a: clip_grad_value(a, 1.0)]
)
def test_an_array_listed_twice_is_refused(use):
    w = np.ones(3)
    for twice in ([w, w], [w, np.zeros(2), w[::-1]], [w.reshape(3, 1), w]):
        with pytest.raises(ValueError, match="share memory, which would move twice: list each array once"):
            use(twice)
    np.testing.assert_array_equal(w, 1)
