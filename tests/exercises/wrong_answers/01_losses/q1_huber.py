# ruff: noqa: F811
import numpy as np


def pull(d, delta):
    # the slope in d
    d = np.maximum(d, 0)
    return np.minimum(d, delta * np.sqrt(delta / np.maximum(d, delta)))


# %% the root is not joined to the parabola: the right slope and a jump
# says: same height
def tolerant_loss(predictions, targets, free, delta):
    d = np.maximum(np.abs(predictions - targets) - free, 0)
    return np.where(d <= delta, d**2 / 2, 2 * delta * np.sqrt(delta * d)).mean()


# %% no jump and a kink
# says: same slope
def tolerant_loss(predictions, targets, free, delta):
    d = np.maximum(np.abs(predictions - targets) - free, 0)
    return np.where(d <= delta, d**2 / 2, delta**2 / 2 * np.sqrt(d / delta)).mean()


# %% a line in place of the root: Huber's loss
# says: so the root is 2
def tolerant_loss(predictions, targets, free, delta):
    d = np.maximum(np.abs(predictions - targets) - free, 0)
    return np.where(d <= delta, d**2 / 2, delta * (d - delta / 2)).mean()


# %% the mean is forgotten
# says: one number, a mean
def tolerant_loss(predictions, targets, free, delta):
    d = np.maximum(np.abs(predictions - targets) - free, 0)
    return np.where(d <= delta, d**2 / 2, 2 * delta * np.sqrt(delta * d) - 1.5 * delta**2)


# %% the sum in place of the mean
# says: take their mean
def tolerant_loss(predictions, targets, free, delta):
    d = np.maximum(np.abs(predictions - targets) - free, 0)
    return np.where(d <= delta, d**2 / 2, 2 * delta * np.sqrt(delta * d) - 1.5 * delta**2).sum()


# %% nothing is free
# says: -0.25 is free
def tolerant_loss(predictions, targets, free, delta):
    d = np.abs(predictions - targets)
    return np.where(d <= delta, d**2 / 2, 2 * delta * np.sqrt(delta * d) - 1.5 * delta**2).mean()


# %% the whole residual counts as soon as it is not free any more
# says: counts as d = 0.75
def tolerant_loss(predictions, targets, free, delta):
    d = np.abs(predictions - targets)
    d = np.where(d > free, d, 0)
    return np.where(d <= delta, d**2 / 2, 2 * delta * np.sqrt(delta * d) - 1.5 * delta**2).mean()


# %% the gradient belongs to the sum
# says: mean divides each by 3
def tolerant_loss_grad(predictions, targets, free, delta):
    r = predictions - targets
    return np.sign(r) * pull(np.abs(r) - free, delta)


# %% the residual is target minus prediction, and the sign of the gradient with it
# says: a slope below 0 says predict more
def tolerant_loss_grad(predictions, targets, free, delta):
    r = targets - predictions
    return np.sign(r) * pull(np.abs(r) - free, delta) / r.size


# %% the pull stops growing at delta and stays there: Huber's gradient
# says: half of delta
def tolerant_loss_grad(predictions, targets, free, delta):
    r = predictions - targets
    return np.sign(r) * np.clip(np.abs(r) - free, 0, delta) / r.size


# %% one slope for all
# says: one slope for each prediction
def tolerant_loss_grad(predictions, targets, free, delta):
    r = predictions - targets
    return np.mean(np.sign(r) * pull(np.abs(r) - free, delta))


# %% SciPy's ufunc does the parabola
# says: NumPy alone
def tolerant_loss(predictions, targets, free, delta):
    from scipy.special import huber

    d = np.maximum(np.abs(predictions - targets) - free, 0)
    return np.where(d <= delta, huber(delta, d), 2 * delta * np.sqrt(delta * d) - 1.5 * delta**2).mean()


# %% torch does the work
# says: NumPy alone
def tolerant_loss(predictions, targets, free, delta):
    import torch

    d = torch.clamp((torch.tensor(predictions) - torch.tensor(targets)).abs() - free, min=0)
    return torch.where(d <= delta, d**2 / 2, 2 * delta * (delta * d).sqrt() - 1.5 * delta**2).mean().item()


# %% the library does the work
# says: NumPy alone
def tolerant_loss_grad(predictions, targets, free, delta):
    from course_lib.gradcheck import numerical_gradient

    def loss(p):
        d = np.maximum(np.abs(p - targets) - free, 0)
        return np.where(d <= delta, d**2 / 2, 2 * delta * np.sqrt(delta * d) - 1.5 * delta**2).mean()

    return numerical_gradient(loss, predictions)


# %% fools the visible tests: delta is taken for 1
def tolerant_loss(predictions, targets, free, delta):
    d = np.maximum(np.abs(predictions - targets) - free, 0)
    return np.where(d <= 1, d**2 / 2, 2 * np.sqrt(d) - 1.5).mean()


def tolerant_loss_grad(predictions, targets, free, delta):
    r = predictions - targets
    return np.sign(r) * pull(np.abs(r) - free, 1) / r.size


# %% fools the visible tests: free is taken for 0.5
def tolerant_loss(predictions, targets, free, delta):
    d = np.maximum(np.abs(predictions - targets) - 0.5, 0)
    return np.where(d <= delta, d**2 / 2, 2 * delta * np.sqrt(delta * d) - 1.5 * delta**2).mean()


def tolerant_loss_grad(predictions, targets, free, delta):
    r = predictions - targets
    return np.sign(r) * pull(np.abs(r) - 0.5, delta) / r.size


# %% fools the visible tests: the result array takes over the dtype, so integers truncate the slopes
def tolerant_loss_grad(predictions, targets, free, delta):
    slopes = np.zeros_like(predictions)
    r = predictions - targets
    slopes[:] = np.sign(r) * pull(np.abs(r) - free, delta) / r.size
    return slopes


# %% fools the visible tests: differences of the loss, entry by entry
def tolerant_loss_grad(predictions, targets, free, delta):
    def loss(p):
        d = np.maximum(np.abs(p - targets) - free, 0)
        return np.where(d <= delta, d**2 / 2, 2 * delta * np.sqrt(delta * d) - 1.5 * delta**2)

    return (loss(predictions + 1e-5) - loss(predictions - 1e-5)) / 2e-5 / predictions.size


# %% fools the visible tests: the mean runs over the rows alone
def tolerant_loss(predictions, targets, free, delta):
    d = np.maximum(np.abs(predictions - targets) - free, 0)
    return np.where(d <= delta, d**2 / 2, 2 * delta * np.sqrt(delta * d) - 1.5 * delta**2).sum() / len(
        targets
    )


def tolerant_loss_grad(predictions, targets, free, delta):
    r = predictions - targets
    return np.sign(r) * pull(np.abs(r) - free, delta) / len(targets)
