# ruff: noqa: F811
import numpy as np


def root(x, eps):
    return np.sqrt(np.mean(x**2.0, axis=-1, keepdims=True) + eps)


# %% layer normalization
# says: take the mean away
def rms_norm(x, weight, eps):
    centered = x - x.mean(axis=-1, keepdims=True)
    return weight * centered / root(centered, eps)


# %% the length of the row, not its root mean square
# says: it is divided by 5
def rms_norm(x, weight, eps):
    return weight * x / np.sqrt(np.sum(x**2.0, axis=-1, keepdims=True) + eps)


# %% one root mean square for all rows
# says: mean square
def rms_norm(x, weight, eps):
    return weight * x / np.sqrt(np.mean(x**2.0) + eps)


# %% by columns, as batch normalization does it
# says: mean square
def rms_norm(x, weight, eps):
    return weight * x / np.sqrt(np.mean(x**2.0, axis=0) + eps)


# %% ε outside the root
# says: inside the root
def rms_norm(x, weight, eps):
    return weight * x / (root(x, 0) + eps)


# %% the weight is forgotten
# says: its own weight
def rms_norm(x, weight, eps):
    return x / root(x, eps)


# %% the mean square without its root
# says: divided by 5
def rms_norm(x, weight, eps):
    return weight * x / (np.mean(x**2.0, axis=-1, keepdims=True) + eps)


# %% fools the visible tests: axis 1 in place of the last one
def rms_norm(x, weight, eps):
    return weight * x / np.sqrt(np.mean(x**2.0, axis=min(1, x.ndim - 1), keepdims=True) + eps)


# %% fools the visible tests: rows of two numbers
def rms_norm(x, weight, eps):
    return weight * x / np.sqrt((x**2.0).sum(axis=-1, keepdims=True) / 2 + eps)


# %% r is taken for a constant
# says: r was taken for a constant
def rms_norm_backward(grad_output, x, weight, eps):
    by_weight = (grad_output * x / root(x, eps)).reshape(-1, x.shape[-1]).sum(axis=0)
    return grad_output * weight / root(x, eps), by_weight


# %% each place is told its own part of r alone
# says: acts through r alone|also makes r longer
def rms_norm_backward(grad_output, x, weight, eps):
    r = root(x, eps)
    by_weight = (grad_output * x / r).reshape(-1, x.shape[-1]).sum(axis=0)
    arriving = grad_output * weight
    return arriving / r - arriving * x**2 / (x.shape[-1] * r**3), by_weight


# %% the mean over the row is a sum
# says: also makes r longer
def rms_norm_backward(grad_output, x, weight, eps):
    r = root(x, eps)
    by_weight = (grad_output * x / r).reshape(-1, x.shape[-1]).sum(axis=0)
    arriving = grad_output * weight
    return (arriving - np.sum(arriving * x, axis=-1, keepdims=True) * x / r**2) / r, by_weight


# %% blame is not multiplied by the weight
# says: counts twice|product is 0
def rms_norm_backward(grad_output, x, weight, eps):
    r = root(x, eps)
    by_weight = (grad_output * x / r).reshape(-1, x.shape[-1]).sum(axis=0)
    return (grad_output - np.mean(grad_output * x, axis=-1, keepdims=True) * x / r**2) / r, by_weight


# %% the weight is forgotten on the way to r
# says: product is 0
def rms_norm_backward(grad_output, x, weight, eps):
    r = root(x, eps)
    by_weight = (grad_output * x / r).reshape(-1, x.shape[-1]).sum(axis=0)
    return (grad_output * weight - np.mean(grad_output * x, axis=-1, keepdims=True) * x / r**2) / r, by_weight


# %% the blame of the weight is that of the rows
# says: came for weight
def rms_norm_backward(grad_output, x, weight, eps):
    r = root(x, eps)
    arriving = grad_output * weight
    by_x = (arriving - np.mean(arriving * x, axis=-1, keepdims=True) * x / r**2) / r
    return by_x, grad_output * x / r


# %% the mean over the rows
# says: add them up
def rms_norm_backward(grad_output, x, weight, eps):
    r = root(x, eps)
    arriving = grad_output * weight
    by_x = (arriving - np.mean(arriving * x, axis=-1, keepdims=True) * x / r**2) / r
    return by_x, (grad_output * x / r).reshape(-1, x.shape[-1]).mean(axis=0)


# %% the weight's gradient with the weight in it
# says: 0.2 \+ 1.4
def rms_norm_backward(grad_output, x, weight, eps):
    r = root(x, eps)
    arriving = grad_output * weight
    by_x = (arriving - np.mean(arriving * x, axis=-1, keepdims=True) * x / r**2) / r
    return by_x, (arriving * x / r).reshape(-1, x.shape[-1]).sum(axis=0)


# %% fools the visible tests: ε is left out
def rms_norm_backward(grad_output, x, weight, eps):
    r = root(x, 0)
    arriving = grad_output * weight
    by_x = (arriving - np.mean(arriving * x, axis=-1, keepdims=True) * x / r**2) / r
    return by_x, (grad_output * x / r).reshape(-1, x.shape[-1]).sum(axis=0)


# %% the first axis alone is added up for the weight
# says: along all of them
def rms_norm_backward(grad_output, x, weight, eps):
    r = root(x, eps)
    arriving = grad_output * weight
    by_x = (arriving - np.mean(arriving * x, axis=-1, keepdims=True) * x / r**2) / r
    return by_x, (grad_output * x / r).sum(axis=0)


# %% a loop over rows, which knows of two axes only
# says: TypeError.* any number of axes
def rms_norm_backward(grad_output, x, weight, eps):
    by_x, by_weight = np.zeros(x.shape), np.zeros(weight.shape)
    for n in range(len(x)):
        r, arriving = np.sqrt(np.mean(x[n] ** 2.0) + eps), grad_output[n] * weight
        by_x[n] = arriving / r - x[n] * np.sum(arriving * x[n]) / (len(x[n]) * r**3)
        by_weight += grad_output[n] * x[n] / r
    return by_x, by_weight


# %% fools the visible tests: the part along the row is taken away, as if ε were 0
def rms_norm_backward(grad_output, x, weight, eps):
    r = root(x, eps)
    arriving = grad_output * weight
    along = np.sum(arriving * x, axis=-1, keepdims=True) / np.sum(x**2.0, axis=-1, keepdims=True)
    return (arriving - along * x) / r, (grad_output * x / r).reshape(-1, x.shape[-1]).sum(axis=0)
