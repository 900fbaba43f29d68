"""What every optimizer promises, whatever its formula: one function a promise, for any entry."""

import inspect
import re
import warnings

import numpy as np
import pytest
from torch_paths import assert_same_arrays, walk

# of torch's arguments these choose a kernel or a graph, not a formula
MACHINERY = {"foreach", "differentiable", "fused", "capturable", "decoupled_weight_decay"}


def states(optimizer) -> dict[str, list]:
    """What an optimizer remembers: its lists of arrays."""
    return {
        name: value
        for name, value in vars(optimizer).items()
        if isinstance(value, list) and name != "params" and all(hasattr(array, "dtype") for array in value)
    }


def numbers(entry):
    """Names and defaults of the numeric hyperparameters."""
    wanted = {name: p.default for name, p in entry.parameters.items() if type(p.default) in (int, float)}
    return {name: default or 0.25 for name, default in wanted.items()}


def arguments_and_defaults_are_torchs(entry):
    theirs = entry.counterpart
    assert theirs is not None, f"torch.optim has no {entry.name}: name its counterpart, or say why not"
    if isinstance(theirs, str):
        assert len(theirs.split()) > 3, f"{theirs!r} is no reason"
        return
    theirs = inspect.signature(theirs).parameters
    theirs = {name: parameter for name, parameter in theirs.items() if name not in MACHINERY}
    assert list(entry.parameters) == list(theirs)
    assert [p.default for p in entry.parameters.values()] == [p.default for p in theirs.values()]
    assert all(p.kind == theirs[n].kind for n, p in entry.parameters.items() if n != "maximize")


def path_is_torchs(entry):
    if isinstance(entry.counterpart, str):
        return
    for dtype, tol in ((np.float64, 1e-12), (np.float32, 1e-4)):
        for options in ({}, {"weight_decay": 0.05, "maximize": True}):
            shapes = [(3, 2), (4,), ()]
            _, _, ours, theirs = walk(
                entry.thing, entry.counterpart, shapes, seed=1, steps=40, dtype=dtype, **options
            )
            for mine, torchs in zip(ours, theirs, strict=True):
                assert_same_arrays(mine, torchs, tol=tol)


def dtype_is_kept(entry):
    """In parameters and memory, also where a hyperparameter is set later, out of an array."""
    for dtype in (np.float32, np.float64):
        params = [np.ones((2, 3), dtype), np.array(1, dtype)]
        optimizer = entry.thing(params, **{name: np.float64(value) for name, value in numbers(entry).items()})
        for _ in range(2):
            optimizer.step([np.ones((2, 3)), 1.0])
            for name in numbers(entry):
                if name in dir(optimizer):
                    setattr(optimizer, name, np.array([getattr(optimizer, name)])[0])
            if hasattr(optimizer, "betas"):
                optimizer.betas = np.array(optimizer.betas)
        kept = [array for arrays in states(optimizer).values() for array in arrays]
        assert all(array.dtype == dtype for array in [*params, *kept])
        assert all(np.isfinite(param).all() for param in params)


def hyperparameters_are_checked_when_set(entry):
    optimizer = entry.thing([np.zeros(2)])
    for name in numbers(entry):
        for bad in (np.nan, np.inf):
            if name in dir(optimizer):
                refused(ValueError, f"{name} must be", lambda n=name, b=bad: setattr(optimizer, n, b))
    for lr in (-0.1, np.nan, np.inf):
        told = f"lr must be finite and at least 0, got {lr}"
        refused(ValueError, told, lambda lr=lr: entry.thing([np.zeros(2)], lr=lr))
    told = "weight_decay must be finite and at least 0, got -0.1"
    refused(ValueError, told, lambda: entry.thing([np.zeros(2)], weight_decay=-0.1))


def params_move_in_place_and_grads_stay(entry):
    param, grad = np.ones(3), np.array([1.0, -2.0, 3.0])
    view = param[:1]
    optimizer = entry.thing([param], lr=0.1)
    optimizer.step([grad])
    assert optimizer.params[0] is param
    assert view[0] < 1
    np.testing.assert_array_equal(grad, [1, -2, 3])


def it_descends_and_with_maximize_it_climbs(entry):
    down, up = np.zeros(2), np.zeros(2)
    entry.thing([down]).step([np.array([1.0, -3.0])])
    entry.thing([up], maximize=True).step([np.array([1.0, -3.0])])
    assert (np.sign(down) == [-1, 1]).all()
    np.testing.assert_array_equal(up, -down)


def steps_are_counted_and_kept_states_do_not_change(entry):
    options = {"momentum": 0.9} if "momentum" in entry.parameters else {}
    optimizer = entry.thing([np.zeros(2)], **options)
    assert optimizer.step_count == 0
    optimizer.step([np.ones(2)])
    kept = {name: arrays[0] for name, arrays in states(optimizer).items()}
    before = {name: array.copy() for name, array in kept.items()}
    optimizer.step([np.ones(2)])
    assert optimizer.step_count == 2
    for name, array in kept.items():
        np.testing.assert_array_equal(array, before[name])
        assert not np.shares_memory(array, optimizer.params[0])


def the_rate_can_change_between_steps(entry):
    param = np.array([1.0])
    optimizer = entry.thing([param], lr=0.1, weight_decay=0)
    optimizer.lr = 0
    optimizer.step([np.ones(1)])
    assert param == 1
    optimizer.lr = 0.5
    optimizer.step([np.ones(1)])
    assert param < 0.9
    assert optimizer.lr == 0.5


def zero_gradient_moves_nothing(entry):
    for dtype in (np.float32, np.float64):
        param = np.array([1.0, 2.0], dtype)
        optimizer = entry.thing([param], weight_decay=0)
        for _ in range(3):
            optimizer.step([np.zeros(2)])
        np.testing.assert_array_equal(param, [1, 2])


def huge_and_tiny_gradients_leave_finite_parameters(entry):
    param = np.zeros(4)
    optimizer = entry.thing([param])
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        for _ in range(3):
            optimizer.step([np.array([1e100, -1e100, 1e-100, -1e-100])])
    assert np.isfinite(param).all()


def nan_shows_in_its_own_entry_alone(entry):
    param = np.zeros(2)
    entry.thing([param]).step([np.array([np.nan, 1.0])])
    assert np.isnan(param[0])
    assert param[1] < 0


def no_parameters_and_empty_ones_are_fine(entry):
    for arrays in ([], [np.zeros((0, 3))], [np.ones(2), np.zeros(0)]):
        optimizer = entry.thing(arrays)
        optimizer.step([np.ones_like(array) for array in arrays])
        assert optimizer.step_count == 1
    assert (arrays[0] < 1).all()


def bad_gradients_are_refused_and_nothing_has_moved(entry):
    params = [np.ones((2, 3)), np.ones(2)]
    optimizer = entry.thing(params)
    for grads, error, told in [
        ([np.ones((2, 3))], ValueError, "grads needs one array for each of 2 parameters, got 1"),
        (
            [np.ones((2, 3)), np.ones((1, 2))],
            ValueError,
            "grads[1] must have the shape of its parameter, got (1, 2) and (2,)",
        ),
        ([np.ones((2, 3)), None], TypeError, "grads[1] must hold real numbers, got dtype object"),
    ]:
        refused(error, told, lambda grads=grads: optimizer.step(grads))
    assert optimizer.step_count == 0
    assert all((param == 1).all() for param in params)


def bad_parameters_are_refused(entry):
    """What cannot be updated in place, or would be updated twice."""
    frozen, array = np.zeros(2), np.zeros(4)
    frozen.flags.writeable = False
    for params, error, told in [
        (np.zeros((2, 3)), TypeError, "list of arrays, got one array of shape (2, 3): write [array]"),
        ([[1.0, 2.0]], TypeError, "params[0] must be an array, to be updated in place, got list"),
        ([np.zeros(1), np.arange(3)], TypeError, "params[1] must hold floats, got dtype int64"),
        ([np.zeros(1), np.zeros(1, complex)], TypeError, "params[1] must hold floats, got dtype complex"),
        ([np.zeros(1, np.float16)], TypeError, "params[0] must be float32 or float64, got dtype float16"),
        ([frozen], ValueError, "params[0] is read-only"),
        ([array, frozen.copy(), array], ValueError, "params[0] and params[2] share memory"),
        ([array[:3], array[2:]], ValueError, "params[0] and params[1] share memory"),
    ]:
        refused(error, told, lambda params=params: entry.thing(params))
    entry.thing([array[::2], array[1::2], np.zeros(0)])  # side by side in one block of memory, but apart


def gradients_may_look_at_the_parameters(entry):
    """The gradient of x · y is (y, x): both are taken before anything moves."""
    (x, y), (u, v) = np.array([[1.0], [2.0]]), (np.array([1.0]), np.array([2.0]))
    ours, copied = entry.thing([x, y], lr=0.1), entry.thing([u, v], lr=0.1)
    for _ in range(2):
        ours.step([y, x])
        copied.step([v.copy(), u.copy()])
    np.testing.assert_array_equal([x, y], [u, v])


def refused(error, told, call):
    """``call`` raises ``error`` and says ``told``; returns all that it says."""
    with pytest.raises(error, match=re.escape(told)) as raised:
        call()
    return str(raised.value)


OPTIMIZER_CONTRACTS = [
    arguments_and_defaults_are_torchs,
    path_is_torchs,
    dtype_is_kept,
    hyperparameters_are_checked_when_set,
    params_move_in_place_and_grads_stay,
    it_descends_and_with_maximize_it_climbs,
    steps_are_counted_and_kept_states_do_not_change,
    the_rate_can_change_between_steps,
    zero_gradient_moves_nothing,
    huge_and_tiny_gradients_leave_finite_parameters,
    nan_shows_in_its_own_entry_alone,
    no_parameters_and_empty_ones_are_fine,
    bad_gradients_are_refused_and_nothing_has_moved,
    bad_parameters_are_refused,
    gradients_may_look_at_the_parameters,
]
