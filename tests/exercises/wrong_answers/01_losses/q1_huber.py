# ruff: noqa: F811
import numpy as np


# %% the line is not joined to the parabola
def huber(predictions, targets, delta):
    distance = np.abs(predictions - targets)
    return np.where(distance <= delta, distance**2 / 2, delta * distance).mean()


def huber_grad(predictions, targets, delta):
    return np.clip(predictions - targets, -delta, delta) / predictions.size


# %% the gradient belongs to the sum
def huber(predictions, targets, delta):
    distance = np.abs(predictions - targets)
    return np.where(distance <= delta, distance**2 / 2, delta * (distance - delta / 2)).mean()


def huber_grad(predictions, targets, delta):
    return np.clip(predictions - targets, -delta, delta)


# %% the residual is target minus prediction, and the sign of the gradient with it
def huber(predictions, targets, delta):
    distance = np.abs(predictions - targets)
    return np.where(distance <= delta, distance**2 / 2, delta * (distance - delta / 2)).mean()


def huber_grad(predictions, targets, delta):
    return np.clip(targets - predictions, -delta, delta) / predictions.size


# %% fools the visible tests: delta is taken for 1
def huber(predictions, targets, delta):
    distance = np.abs(predictions - targets)
    return np.where(distance <= 1, distance**2 / 2, distance - 0.5).mean()


def huber_grad(predictions, targets, delta):
    return np.clip(predictions - targets, -1, 1) / predictions.size


# %% fools the visible tests: the result array takes over the dtype, so integers truncate the slopes
def huber(predictions, targets, delta):
    distance = np.abs(predictions - targets)
    return np.where(distance <= delta, distance**2 / 2, delta * (distance - delta / 2)).mean()


def huber_grad(predictions, targets, delta):
    slopes = np.zeros_like(predictions)
    residuals = predictions - targets
    near = np.abs(residuals) <= delta
    slopes[near] = residuals[near] / predictions.size
    slopes[~near] = delta * np.sign(residuals[~near]) / predictions.size
    return slopes


# %% fools the visible tests: the mean runs over the rows alone
def huber(predictions, targets, delta):
    distance = np.abs(predictions - targets)
    return np.where(distance <= delta, distance**2 / 2, delta * (distance - delta / 2)).sum() / len(targets)


def huber_grad(predictions, targets, delta):
    return np.clip(predictions - targets, -delta, delta) / len(targets)


# %% fools the visible tests: the library does the work
def huber(predictions, targets, delta):
    from course_lib.losses import huber_loss

    return huber_loss(predictions, targets, delta=delta)


def huber_grad(predictions, targets, delta):
    from course_lib.losses import huber_loss_grad

    return huber_loss_grad(predictions, targets, delta=delta)
