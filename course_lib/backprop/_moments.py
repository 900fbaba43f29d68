"""What both normalizations share: mean and variance over some axes, and the way back through them."""

import numpy as np

from course_lib.checks import positive_float


def standardized(x, axes, eps):
    """x with mean 0 and variance 1 over the axes, and what it was divided by."""
    mean = x.mean(axis=axes, keepdims=True)
    return divided(x - mean, x.var(axis=axes, keepdims=True), eps)


def divided(centred, var, eps):
    deviation = np.sqrt(var + positive_float(eps, "eps"))
    return centred / deviation, deviation


def through_moments(grad, standard, axes):
    """The gradient, less what x does by moving its own mean and its own variance."""
    by_mean = grad.mean(axis=axes, keepdims=True)
    by_variance = (grad * standard).mean(axis=axes, keepdims=True)
    return grad - by_mean - standard * by_variance
