"""What `fit` is given, looked at before anything starts: the shapes stand in the message."""

import math
import operator

import numpy as np
import torch

__all__ = ["check_arguments", "make_optimizer", "make_schedule", "pair", "validation_pair"]


def pair(X, y, names=("X", "y")):
    """Inputs and targets as tensors where they lie, one example a row; arrays are not copied.

    Raises
    ------
    TypeError
        If one holds something else than numbers.
    ValueError
        If they differ in length or are empty.
    """
    X, y = _tensor(X, names[0]), _tensor(y, names[1])
    if X.ndim == 0 or y.ndim == 0 or len(X) != len(y) or len(X) == 0:
        raise ValueError(
            f"{names[0]} and {names[1]} need equally many rows, at least one, "
            f"got {tuple(X.shape)} and {tuple(y.shape)}"
        )
    return X, y


def validation_pair(validation, X, y):
    """The held-out pair, its rows shaped like the training pair's in number of axes."""
    if not isinstance(validation, tuple | list) or len(validation) != 2:
        raise TypeError(f"validation must be a pair (X, y), got {type(validation).__name__}")
    X_val, y_val = pair(*validation, names=("validation X", "validation y"))
    if (X_val.ndim, y_val.ndim) != (X.ndim, y.ndim):
        raise ValueError(
            f"validation of shapes {tuple(X_val.shape)} and {tuple(y_val.shape)} does not go with "
            f"X {tuple(X.shape)} and y {tuple(y.shape)}"
        )
    return X_val, y_val


def check_arguments(model, loss, *, epochs, batch_size, seed):
    """What has nothing to do with the data."""
    if not isinstance(model, torch.nn.Module):
        raise TypeError(f"model must be a torch.nn.Module, got {type(model).__name__}")
    if not callable(loss):
        raise TypeError(f"loss must be a function of predictions and targets, got {type(loss).__name__}")
    if getattr(loss, "reduction", "mean") != "mean":
        raise ValueError(f"loss must be a mean over the batch, got reduction={loss.reduction!r}")
    if operator.index(epochs) < 1 or operator.index(batch_size) < 1:
        raise ValueError(f"epochs and batch_size must be at least 1, got {epochs} and {batch_size}")
    if not 0 <= operator.index(seed) < 2**32:
        raise ValueError(f"seed must lie in [0, 2**32), got {seed}")


def make_optimizer(model, optimizer, lr, default_lr):
    """The optimizer given, or the one that a given class makes, or Adam, over the model's parameters."""
    params = [p for p in model.parameters() if p.requires_grad]
    if not params:
        raise ValueError(f"{type(model).__name__} has no parameter that requires a gradient")
    if not isinstance(optimizer, torch.optim.Optimizer):
        if not 0 <= lr < math.inf:  # torch lets nan pass
            raise ValueError(f"lr must be finite and at least 0, got {lr}")
        return (torch.optim.Adam if optimizer is None else optimizer)(params, lr=lr)
    if lr != default_lr:
        raise ValueError(f"the optimizer has its own learning rate; leave lr={lr} out")
    known = {id(p) for p in model.parameters()}
    foreign = [p for group in optimizer.param_groups for p in group["params"] if id(p) not in known]
    if foreign:
        raise ValueError(
            f"the optimizer holds parameters that are not this model's, the first of shape "
            f"{tuple(foreign[0].shape)}: make it anew after the model"
        )
    return optimizer


def make_schedule(optimizer, schedule):
    """The schedule given, or what a given function of the optimizer returns."""
    if schedule is None:
        return None
    if not isinstance(schedule, torch.optim.lr_scheduler.LRScheduler):
        schedule = schedule(optimizer)
    if getattr(schedule, "optimizer", None) is not optimizer:
        raise ValueError(
            "the schedule belongs to another optimizer: pass a function of the optimizer that makes it"
        )
    if isinstance(schedule, torch.optim.lr_scheduler.ReduceLROnPlateau):
        raise ValueError("ReduceLROnPlateau waits for a measurement; use a schedule of the step alone")
    return schedule


def _tensor(values, name):
    if torch.is_tensor(values):
        return values.detach()
    array = np.asarray(values)
    if array.dtype.kind not in "biuf":
        raise TypeError(f"{name} must hold numbers, got shape {array.shape} of {array.dtype}")
    # torch shares the memory of arrays that it may write to and that run forwards
    return torch.from_numpy(np.require(array, requirements=["C", "W"]))
