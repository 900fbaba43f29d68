# ruff: noqa: F811
import numpy as np


def cost(locations, targets, q):
    r = targets - locations
    return np.maximum(q * r, (q - 1) * r)


# %% the log of the scale is dropped, so a huge scale costs nothing
# says: The scale is exp\(s\)
def laplace_nll(locations, log_scales, targets, q):
    return np.mean(cost(locations, targets, q) * np.exp(-log_scales) - np.log(q * (1 - q)))


# %% the constant is dropped
# says: Is that constant missing
def laplace_nll(locations, log_scales, targets, q):
    return np.mean(log_scales + cost(locations, targets, q) * np.exp(-log_scales))


# %% no mean
# says: the mean over all entries
def laplace_nll(locations, log_scales, targets, q):
    return log_scales - np.log(q * (1 - q)) + cost(locations, targets, q) * np.exp(-log_scales)


# %% log_scales is used as if it were added to a scale of 1
# says: The scale is exp\(s\)
def laplace_nll(locations, log_scales, targets, q):
    scales = 1 + log_scales
    return np.mean(np.log(np.abs(scales)) - np.log(q * (1 - q)) + cost(locations, targets, q) / scales)


# %% too low and too high are exchanged
# says: Scale 1
def laplace_nll(locations, log_scales, targets, q):
    return np.mean(log_scales - np.log(q * (1 - q)) + cost(targets, locations, q) * np.exp(-log_scales))


# %% fools the visible tests: the scale is taken for the same everywhere
def laplace_nll(locations, log_scales, targets, q):
    s = np.mean(log_scales)
    return np.mean(s - np.log(q * (1 - q)) + cost(locations, targets, q) * np.exp(-s))


# %% fools the visible tests: q is taken for 3/4
def laplace_nll(locations, log_scales, targets, q):
    return np.mean(log_scales + np.log(16 / 3) + cost(locations, targets, 0.75) * np.exp(-log_scales))


# %% the location runs away from its target
# says: The first location should rise
def laplace_nll_grad(locations, log_scales, targets, q):
    pull = np.exp(-log_scales) / targets.size
    slope = np.where(targets > locations, q, q - 1)
    return slope * pull, 1 / targets.size - cost(locations, targets, q) * pull


# %% the gradients belong to the sum
# says: the mean over two halves them
def laplace_nll_grad(locations, log_scales, targets, q):
    pull = np.exp(-log_scales)
    slope = np.where(targets > locations, -q, 1 - q)
    return slope * pull, 1 - cost(locations, targets, q) * pull


# %% the slope in the scale b, without the factor exp(s)
# says: the chain rule multiplies by b
def laplace_nll_grad(locations, log_scales, targets, q):
    scales = np.exp(log_scales)
    slope = np.where(targets > locations, -q, 1 - q) / scales / targets.size
    return slope, (1 / scales - cost(locations, targets, q) / scales**2) / targets.size


# %% only one of the two gradients comes back
# says: 2 results were expected
def laplace_nll_grad(locations, log_scales, targets, q):
    return float(np.mean(np.where(targets > locations, -q, 1 - q)))


# %% nothing comes back
# says: None came: does the function return its result
def laplace_nll_grad(locations, log_scales, targets, q):
    np.where(targets > locations, -q, 1 - q)


# %% fools the visible tests: a perfect prediction is pulled to the left
def laplace_nll_grad(locations, log_scales, targets, q):
    pull = np.exp(-log_scales) / targets.size
    slope = np.where(targets > locations, -q, 1 - q)
    return slope * pull, 1 / targets.size - cost(locations, targets, q) * pull


# %% fools the visible tests: differences of the loss, entry by entry
def laplace_nll_grad(locations, log_scales, targets, q):
    def loss(m, s):
        return s + cost(m, targets, q) * np.exp(-s)

    def slope(f):
        return (f(1e-5) - f(-1e-5)) / 2e-5 / targets.size

    return slope(lambda h: loss(locations + h, log_scales)), slope(lambda h: loss(locations, log_scales + h))
