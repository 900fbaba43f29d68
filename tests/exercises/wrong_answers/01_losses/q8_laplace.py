# ruff: noqa: F811
import numpy as np


# %% the log of the scale is dropped, so a huge scale costs nothing
# says: The scale is exp\(s\)
def laplace_nll(locations, log_scales, targets):
    return np.mean(np.log(2) + np.abs(targets - locations) * np.exp(-log_scales))


# %% the constant ln 2 is dropped
# says: Is log 2 missing
def laplace_nll(locations, log_scales, targets):
    return np.mean(log_scales + np.abs(targets - locations) * np.exp(-log_scales))


# %% no mean
# says: the mean over all entries
def laplace_nll(locations, log_scales, targets):
    return np.log(2) + log_scales + np.abs(targets - locations) * np.exp(-log_scales)


# %% log_scales is used as if it were added to a scale of 1
# says: The scale is exp\(s\)
def laplace_nll(locations, log_scales, targets):
    scales = 1 + log_scales
    return np.mean(np.log(np.abs(2 * scales)) + np.abs(targets - locations) / scales)


# %% fools the visible tests: the scale is taken for the same everywhere
def laplace_nll(locations, log_scales, targets):
    s = np.mean(log_scales)
    return np.mean(np.log(2) + s + np.abs(targets - locations) * np.exp(-s))


# %% the location runs away from its target
# says: The first location should rise
def laplace_nll_grad(locations, log_scales, targets):
    pull = np.exp(-log_scales) / targets.size
    return np.sign(targets - locations) * pull, 1 / targets.size - np.abs(targets - locations) * pull


# %% the gradients belong to the sum
# says: the mean over two halves it
def laplace_nll_grad(locations, log_scales, targets):
    pull = np.exp(-log_scales)
    return np.sign(locations - targets) * pull, 1 - np.abs(targets - locations) * pull


# %% fools the visible tests: the slope in the scale b, without the factor exp(s)
def laplace_nll_grad(locations, log_scales, targets):
    scales, distances = np.exp(log_scales), np.abs(targets - locations)
    for_location = np.sign(locations - targets) / scales / targets.size
    return for_location, (1 / scales - distances / scales**2) / targets.size


# %% fools the visible tests: the residual divided by its size is nan where it is 0
def laplace_nll_grad(locations, log_scales, targets):
    residuals, pull = locations - targets, np.exp(-log_scales) / targets.size
    return residuals / np.abs(residuals) * pull, 1 / targets.size - np.abs(residuals) * pull
