# ruff: noqa: F811
import numpy as np


# %% the log of the scale is dropped, so a huge scale costs nothing
def laplace_nll(locations, log_scales, targets):
    return np.mean(np.log(2) + np.abs(targets - locations) * np.exp(-log_scales))


def laplace_nll_grad(locations, log_scales, targets):
    pull = np.exp(-log_scales) / targets.size
    return np.sign(locations - targets) * pull, -np.abs(targets - locations) * pull


# %% the constant ln 2 is dropped
def laplace_nll(locations, log_scales, targets):
    return np.mean(log_scales + np.abs(targets - locations) * np.exp(-log_scales))


def laplace_nll_grad(locations, log_scales, targets):
    pull = np.exp(-log_scales) / targets.size
    return np.sign(locations - targets) * pull, 1 / targets.size - np.abs(targets - locations) * pull


# %% the location runs away from its target
def laplace_nll(locations, log_scales, targets):
    return np.mean(np.log(2) + log_scales + np.abs(targets - locations) * np.exp(-log_scales))


def laplace_nll_grad(locations, log_scales, targets):
    pull = np.exp(-log_scales) / targets.size
    return np.sign(targets - locations) * pull, 1 / targets.size - np.abs(targets - locations) * pull


# %% the gradients belong to the sum
def laplace_nll(locations, log_scales, targets):
    return np.mean(np.log(2) + log_scales + np.abs(targets - locations) * np.exp(-log_scales))


def laplace_nll_grad(locations, log_scales, targets):
    pull = np.exp(-log_scales)
    return np.sign(locations - targets) * pull, 1 - np.abs(targets - locations) * pull


# %% fools the visible tests: the slope in the scale b, without the factor exp(s)
def laplace_nll(locations, log_scales, targets):
    return np.mean(np.log(2) + log_scales + np.abs(targets - locations) * np.exp(-log_scales))


def laplace_nll_grad(locations, log_scales, targets):
    scales, distances = np.exp(log_scales), np.abs(targets - locations)
    for_location = np.sign(locations - targets) / scales / targets.size
    return for_location, (1 / scales - distances / scales**2) / targets.size


# %% fools the visible tests: log_scales is used as if it were added to a scale of 1
def laplace_nll(locations, log_scales, targets):
    scales = 1 + log_scales
    return np.mean(np.log(np.abs(2 * scales)) + np.abs(targets - locations) / scales)


def laplace_nll_grad(locations, log_scales, targets):
    scales, distances = 1 + log_scales, np.abs(targets - locations)
    for_location = np.sign(locations - targets) / scales / targets.size
    return for_location, (1 / scales - distances / scales**2) / targets.size


# %% fools the visible tests: the residual divided by its size is nan where it is 0
def laplace_nll(locations, log_scales, targets):
    return np.mean(np.log(2) + log_scales + np.abs(targets - locations) * np.exp(-log_scales))


def laplace_nll_grad(locations, log_scales, targets):
    residuals, pull = locations - targets, np.exp(-log_scales) / targets.size
    with np.errstate(invalid="ignore"):
        return residuals / np.abs(residuals) * pull, 1 / targets.size - np.abs(residuals) * pull
