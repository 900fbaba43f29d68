"""What `fit_arrays` is given, looked at before anything moves: shapes and numbers stand in the message."""

import operator
from contextlib import contextmanager

import numpy as np

__all__ = ["all_or_nothing", "check_arguments", "check_step", "epoch_mean"]


def check_arguments(params, X, y, lr, optimizer, epochs, batch_size, seed):
    """Before the first step.

    Raises
    ------
    TypeError, ValueError
        See `fit_arrays`.
    """
    shapes = f"{np.shape(X)} and {np.shape(y)}"
    if np.ndim(X) == 0 or np.ndim(y) == 0 or len(X) != len(y) or len(X) == 0:
        raise ValueError(f"X and y need equally many rows, at least one, got {shapes}")
    if (lr is None) == (optimizer is None):
        raise ValueError(f"give lr or optimizer, got lr={lr} and optimizer={optimizer!r}")
    if lr is not None and not 0 <= lr < np.inf:
        raise ValueError(f"lr must be finite and at least 0, got {lr}")
    for name, value in (("epochs", epochs), ("batch_size", 1 if batch_size is None else batch_size)):
        if operator.index(value) < 1:
            raise ValueError(f"{name} must be at least 1, got {value}")
    if operator.index(seed) < 0:
        raise ValueError(f"seed must not be negative, got {seed}")
    _check_params(params)


def _check_params(params):
    if not isinstance(params, list | tuple) or not len(params):
        raise TypeError(f"params must be a list of arrays, at least one, got {type(params).__name__}")
    for i, param in enumerate(params):
        if not isinstance(param, np.ndarray) or param.dtype.kind != "f":
            got = f"dtype {param.dtype}" if isinstance(param, np.ndarray) else type(param).__name__
            raise TypeError(f"params[{i}] must be an array of floats, to be updated in place, got {got}")
        if not param.flags.writeable:
            raise ValueError(f"params[{i}] is read-only, so it cannot be updated in place")
        if any(np.shares_memory(param, other) for other in params[:i]):
            raise ValueError(f"params[{i}] shares memory with an array before it: it would move twice a step")


def check_step(params, loss, grads, X, where, hint):
    """Before every step: a finite loss, and a finite gradient in the shape of each parameter."""
    if np.ndim(loss) != 0:
        raise TypeError(f"{where}: the loss must be one number, got shape {np.shape(loss)}")
    if not np.isfinite(loss):
        _stop(f"the loss became {loss} at {where}", X, hint)
    if len(grads) != len(params):
        raise ValueError(f"{where}: {len(params)} parameters need as many gradients, got {len(grads)}")
    for i, (param, grad) in enumerate(zip(params, grads, strict=True)):
        if np.shape(grad) != param.shape:
            raise ValueError(
                f"{where}: grads[{i}] must have the shape of its parameter, "
                f"got {np.shape(grad)} and {param.shape}"
            )
        if not np.isfinite(grad).all():
            _stop(f"grads[{i}] is not finite at {where}", X, hint)


def _stop(what, X, hint):
    if not np.isfinite(X).all():
        raise FloatingPointError(f"{what}: X itself holds nan or inf in this batch")
    raise FloatingPointError(f"{what}: try {hint}, and look for a log or a division near zero")


def epoch_mean(total, weights):
    """The mean loss of an epoch; without any weight there is none."""
    if not weights:
        raise ValueError("the loss ignores every target in y: there is nothing to learn from")
    return float(total / weights)


@contextmanager
def all_or_nothing(params):
    """Put the parameters back if what happens inside does not come to its end."""
    before = [param.copy() for param in params]
    try:
        yield
    except BaseException:  # an interrupt can fall between two parameters, too
        for param, copy in zip(params, before, strict=True):
            param[...] = copy
        raise
