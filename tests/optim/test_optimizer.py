"""What every optimizer promises, whatever its formula."""

import inspect

import numpy as np
import pytest
import torch

from course_lib.optim import SGD, Adagrad, Adam, AdamW, Optimizer, RMSprop

OPTIMIZERS = [SGD, Adagrad, RMSprop, Adam, AdamW]
each_optimizer = pytest.mark.parametrize("optimizer", OPTIMIZERS)
# of torch's arguments these choose a kernel or a graph, not a formula
MACHINERY = {"foreach", "differentiable", "fused", "capturable", "decoupled_weight_decay"}
STATES = ("m", "v", "v_max", "momentum_buffers")


@each_optimizer
def test_arguments_and_defaults_are_torchs(optimizer):
    ours = inspect.signature(optimizer).parameters
    theirs = inspect.signature(getattr(torch.optim, optimizer.__name__)).parameters
    theirs = {name: parameter for name, parameter in theirs.items() if name not in MACHINERY}
    assert list(ours) == list(theirs)
    assert [p.default for p in ours.values()] == [p.default for p in theirs.values()]
    assert all(p.kind == theirs[name].kind for name, p in ours.items() if name != "maximize")


@each_optimizer
@pytest.mark.parametrize("dtype", [np.float16, np.float32, np.float64])
def test_dtype_is_kept_in_parameters_and_state(optimizer, dtype):
    params = [np.ones((2, 3), dtype), np.array(1, dtype)]
    optimize = optimizer(params, lr=np.float64(0.125), weight_decay=np.float64(0.5))
    for _ in range(2):
        optimize.step([np.ones((2, 3)), 1.0])
    states = [array for name in STATES for array in getattr(optimize, name, [])]
    assert all(array.dtype == dtype for array in [*params, *states])
    assert all(np.isfinite(param).all() for param in params)


@each_optimizer
def test_params_move_in_place_and_grads_stay(optimizer):
    param, grad = np.ones(3), np.array([1.0, -2.0, 3.0])
    view = param[:1]
    optimize = optimizer([param], lr=0.1)
    optimize.step([grad])
    assert optimize.params[0] is param
    assert view[0] < 1
    np.testing.assert_array_equal(grad, [1, -2, 3])


@each_optimizer
def test_it_descends_and_with_maximize_it_climbs(optimizer):
    down, up = np.zeros(2), np.zeros(2)
    optimizer([down]).step([np.array([1.0, -3.0])])
    optimizer([up], maximize=True).step([np.array([1.0, -3.0])])
    assert (np.sign(down) == [-1, 1]).all()
    np.testing.assert_array_equal(up, -down)


@each_optimizer
def test_steps_are_counted_and_kept_states_do_not_change(optimizer):
    optimize = optimizer([np.zeros(2)], **({"momentum": 0.9} if optimizer is SGD else {}))
    assert optimize.step_count == 0
    optimize.step([np.ones(2)])
    kept = {name: getattr(optimize, name)[0] for name in STATES if hasattr(optimize, name)}
    before = {name: array.copy() for name, array in kept.items()}
    optimize.step([np.ones(2)])
    assert optimize.step_count == 2
    for name, array in kept.items():
        np.testing.assert_array_equal(array, before[name])
        assert not np.shares_memory(array, optimize.params[0])


@each_optimizer
def test_the_rate_can_change_between_steps(optimizer):
    param = np.array([1.0])
    optimize = optimizer([param], lr=0.1, weight_decay=0)
    optimize.lr = 0
    optimize.step([np.ones(1)])
    assert param == 1
    optimize.lr = 0.5
    optimize.step([np.ones(1)])
    assert param < 0.9
    assert optimize.lr == 0.5


@each_optimizer
def test_zero_gradient_moves_nothing(optimizer):
    param = np.array([1.0, 2.0])
    optimize = optimizer([param], weight_decay=0)
    for _ in range(3):
        optimize.step([np.zeros(2)])
    np.testing.assert_array_equal(param, [1, 2])


@each_optimizer
def test_huge_and_tiny_gradients_leave_finite_parameters(optimizer):
    param = np.zeros(4)
    optimize = optimizer([param])
    for _ in range(3):
        optimize.step([np.array([1e100, -1e100, 1e-100, -1e-100])])
    assert np.isfinite(param).all()


@each_optimizer
def test_nan_shows_in_its_own_entry_alone(optimizer):
    param = np.zeros(2)
    optimizer([param]).step([np.array([np.nan, 1.0])])
    assert np.isnan(param[0])
    assert param[1] < 0


@each_optimizer
def test_no_parameters_and_empty_ones_are_fine(optimizer):
    optimizer([]).step([])
    empty = np.zeros((0, 3))
    optimizer([empty]).step([empty])
    assert empty.shape == (0, 3)


def test_any_iterable_of_arrays_and_lists_of_gradients_will_do():
    params = {"weight": np.zeros((1, 2)), "bias": np.zeros(())}
    SGD(params.values(), lr=1).step(([[1, 2]], 3))
    np.testing.assert_array_equal(params["weight"], [[-1, -2]])
    assert params["bias"] == -3


@pytest.mark.bad_input
@each_optimizer
def test_bad_gradients_are_refused_and_nothing_has_moved(optimizer):
    params = [np.ones((2, 3)), np.ones(2)]
    optimize = optimizer(params)
    with pytest.raises(ValueError, match="grads needs one array for each of 2 parameters, got 1"):
        optimize.step([np.ones((2, 3))])
    told = r"grads\[1\] must have the shape of its parameter, got \(1, 2\) and \(2,\)"
    with pytest.raises(ValueError, match=told):
        optimize.step([np.ones((2, 3)), np.ones((1, 2))])
    with pytest.raises(TypeError, match=r"grads\[1\] must hold real numbers, got dtype object"):
        optimize.step([np.ones((2, 3)), None])
    assert optimize.step_count == 0
    assert all((param == 1).all() for param in params)


@pytest.mark.bad_input
@each_optimizer
def test_bad_parameters_are_refused(optimizer):
    frozen = np.zeros(2)
    frozen.flags.writeable = False
    for params, error, told in [
        (np.zeros((2, 3)), TypeError, r"list of arrays, got one array of shape \(2, 3\): write \[array\]"),
        ([[1.0, 2.0]], TypeError, r"params\[0\] must be an array, to be updated in place, got list"),
        ([np.zeros(1), np.arange(3)], TypeError, r"params\[1\] must hold floats, got dtype int64"),
        ([np.zeros(1), np.zeros(1, complex)], TypeError, r"params\[1\] must hold floats, got dtype complex"),
        ([frozen], ValueError, r"params\[0\] is read-only"),
    ]:
        with pytest.raises(error, match=told):
            optimizer(params)


@pytest.mark.bad_input
@each_optimizer
@pytest.mark.parametrize("lr", [-0.1, np.nan, np.inf])
def test_bad_rates_are_refused(optimizer, lr):
    with pytest.raises(ValueError, match=f"lr must be finite and at least 0, got {lr}"):
        optimizer([np.zeros(2)], lr=lr)
    optimize = optimizer([np.zeros(2)])
    with pytest.raises(ValueError, match=f"lr must be finite and at least 0, got {lr}"):
        optimize.lr = lr


@pytest.mark.bad_input
@each_optimizer
def test_bad_weight_decay_is_refused(optimizer):
    with pytest.raises(ValueError, match=r"weight_decay must be finite and at least 0, got -0\.1"):
        optimizer([np.zeros(2)], weight_decay=-0.1)


def test_the_base_has_no_rule():
    with pytest.raises(NotImplementedError, match="Optimizer has no update rule"):
        Optimizer([np.zeros(1)], lr=0.1).step([np.zeros(1)])
