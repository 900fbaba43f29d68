# ruff: noqa: F811
import numpy as np


# %% the line is not joined to the parabola
# says: same height
def tolerant_huber(predictions, targets, free, delta):
    d = np.maximum(np.abs(predictions - targets) - free, 0)
    return np.where(d <= delta, d**2 / 2, delta * d).mean()


# %% the mean is forgotten
# says: one number, a mean
def tolerant_huber(predictions, targets, free, delta):
    d = np.maximum(np.abs(predictions - targets) - free, 0)
    return np.where(d <= delta, d**2 / 2, delta * (d - delta / 2))


# %% the sum in place of the mean
# says: take their mean
def tolerant_huber(predictions, targets, free, delta):
    d = np.maximum(np.abs(predictions - targets) - free, 0)
    return np.where(d <= delta, d**2 / 2, delta * (d - delta / 2)).sum()


# %% nothing is free
# says: -0.25 is free
def tolerant_huber(predictions, targets, free, delta):
    d = np.abs(predictions - targets)
    return np.where(d <= delta, d**2 / 2, delta * (d - delta / 2)).mean()


# %% the whole residual counts as soon as it is not free any more
# says: counts as d = 0.75
def tolerant_huber(predictions, targets, free, delta):
    d = np.abs(predictions - targets)
    d = np.where(d > free, d, 0)
    return np.where(d <= delta, d**2 / 2, delta * (d - delta / 2)).mean()


# %% the gradient belongs to the sum
# says: mean divides each by 3
def tolerant_huber_grad(predictions, targets, free, delta):
    r = predictions - targets
    return np.sign(r) * np.clip(np.abs(r) - free, 0, delta)


# %% the residual is target minus prediction, and the sign of the gradient with it
# says: a slope below 0 says predict more
def tolerant_huber_grad(predictions, targets, free, delta):
    r = targets - predictions
    return np.sign(r) * np.clip(np.abs(r) - free, 0, delta) / r.size


# %% one slope for all
# says: one slope for each prediction
def tolerant_huber_grad(predictions, targets, free, delta):
    r = predictions - targets
    return np.mean(np.sign(r) * np.clip(np.abs(r) - free, 0, delta))


# %% SciPy's ufunc does the work
# says: NumPy alone
def tolerant_huber(predictions, targets, free, delta):
    from scipy.special import huber

    return np.mean(huber(delta, np.maximum(np.abs(predictions - targets) - free, 0)))


# %% torch does the work
# says: NumPy alone
def tolerant_huber(predictions, targets, free, delta):
    import torch

    d = torch.clamp((torch.tensor(predictions) - torch.tensor(targets)).abs() - free, min=0)
    return torch.nn.functional.huber_loss(d, torch.zeros_like(d), delta=delta).item()


# %% the library does the work
# says: NumPy alone
def tolerant_huber_grad(predictions, targets, free, delta):
    from course_lib.losses import huber_loss_grad

    r = predictions - targets
    return huber_loss_grad(np.sign(r) * np.maximum(np.abs(r) - free, 0), np.zeros(r.shape), delta=delta)


# %% fools the visible tests: delta is taken for 1
def tolerant_huber(predictions, targets, free, delta):
    d = np.maximum(np.abs(predictions - targets) - free, 0)
    return np.where(d <= 1, d**2 / 2, d - 0.5).mean()


def tolerant_huber_grad(predictions, targets, free, delta):
    r = predictions - targets
    return np.sign(r) * np.clip(np.abs(r) - free, 0, 1) / r.size


# %% fools the visible tests: free is taken for 0.5
def tolerant_huber(predictions, targets, free, delta):
    d = np.maximum(np.abs(predictions - targets) - 0.5, 0)
    return np.where(d <= delta, d**2 / 2, delta * (d - delta / 2)).mean()


def tolerant_huber_grad(predictions, targets, free, delta):
    r = predictions - targets
    return np.sign(r) * np.clip(np.abs(r) - 0.5, 0, delta) / r.size


# %% fools the visible tests: the result array takes over the dtype, so integers truncate the slopes
def tolerant_huber_grad(predictions, targets, free, delta):
    slopes = np.zeros_like(predictions)
    r = predictions - targets
    slopes[:] = np.sign(r) * np.clip(np.abs(r) - free, 0, delta) / r.size
    return slopes


# %% fools the visible tests: the mean runs over the rows alone
def tolerant_huber(predictions, targets, free, delta):
    d = np.maximum(np.abs(predictions - targets) - free, 0)
    return np.where(d <= delta, d**2 / 2, delta * (d - delta / 2)).sum() / len(targets)


def tolerant_huber_grad(predictions, targets, free, delta):
    r = predictions - targets
    return np.sign(r) * np.clip(np.abs(r) - free, 0, delta) / len(targets)
