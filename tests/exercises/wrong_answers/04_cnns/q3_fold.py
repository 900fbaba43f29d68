# ruff: noqa: F811
import numpy as np


# %% the variance itself
# says: is it a root at all
def fold_norm(weight, bias, gamma, beta, mean, var, eps):
    scale = gamma / (var + eps)
    return weight * scale[:, None, None, None], (bias - mean) * scale + beta


# %% ε outside the root
# says: ε inside the root
def fold_norm(weight, bias, gamma, beta, mean, var, eps):
    scale = gamma / (np.sqrt(var) + eps)
    return weight * scale[:, None, None, None], (bias - mean) * scale + beta


# %% the old bias is not normalized
# says: the old bias is normalized too
def fold_norm(weight, bias, gamma, beta, mean, var, eps):
    scale = gamma / np.sqrt(var + eps)
    return weight * scale[:, None, None, None], bias - mean * scale + beta


# %% γ along the channels of the picture
# says: γ belongs to a filter
def fold_norm(weight, bias, gamma, beta, mean, var, eps):
    scale = gamma / np.sqrt(var + eps)
    return weight * scale[:, None, None], (bias - mean) * scale + beta


# %% the mean is taken away after γ
# says: taken away before γ|the old bias is normalized
def fold_norm(weight, bias, gamma, beta, mean, var, eps):
    scale = gamma / np.sqrt(var + eps)
    return weight * scale[:, None, None, None], bias * scale - mean + beta


# %% fools the visible tests: one standard deviation for all filters
def fold_norm(weight, bias, gamma, beta, mean, var, eps):
    scale = gamma / np.sqrt(var[0] + eps)
    return weight * scale[:, None, None, None], (bias - mean) * scale + beta


# %% the mean is taken away from the bias as it is
# says: the old network saw
def fold_pixels(weight, bias, mean, std):
    folded = weight / std[:, None, None]
    return folded, bias - (weight * mean[:, None, None]).sum(axis=(1, 2, 3))


# %% the mean is added
# says: the old network saw
def fold_pixels(weight, bias, mean, std):
    folded = weight / std[:, None, None]
    return folded, bias + (folded * mean[:, None, None]).sum(axis=(1, 2, 3))


# %% the mean over the window
# says: Add, do not average
def fold_pixels(weight, bias, mean, std):
    folded = weight / std[:, None, None]
    return folded, bias - (folded * mean[:, None, None]).mean(axis=(2, 3)).sum(axis=1)


# %% multiplied by the spread
# says: divided by 2
def fold_pixels(weight, bias, mean, std):
    folded = weight * std[:, None, None]
    return folded, bias - (folded * mean[:, None, None]).sum(axis=(1, 2, 3))


# %% one spread for all channels
# says: Each channel has its own spread
def fold_pixels(weight, bias, mean, std):
    folded = weight / std.mean()
    return folded, bias - (folded * mean[:, None, None]).sum(axis=(1, 2, 3))


# %% fools the visible tests: the mean of channel 0 stands for all
def fold_pixels(weight, bias, mean, std):
    folded = weight / std[:, None, None]
    means = np.where(mean == 0, 0, mean[0])
    return folded, bias - (folded * means[:, None, None]).sum(axis=(1, 2, 3))
