# ruff: noqa: F811
import numpy as np


# %% the two costs are swapped
def cost_threshold(cost_fp, cost_fn, pos_weight=1.0):
    return pos_weight * cost_fn / (pos_weight * cost_fn + cost_fp)


def cheapest_threshold(probs, labels, cost_fp, cost_fn):
    candidates = np.append(probs, 2.0)
    return min(candidates, key=lambda t: total_cost(t, probs, labels, cost_fp, cost_fn))  # noqa: F821


# %% pos_weight divides the odds instead of multiplying them
def cost_threshold(cost_fp, cost_fn, pos_weight=1.0):
    return cost_fp / (cost_fp + pos_weight * cost_fn)


def cheapest_threshold(probs, labels, cost_fp, cost_fn):
    candidates = np.append(probs, 2.0)
    return min(candidates, key=lambda t: total_cost(t, probs, labels, cost_fp, cost_fn))  # noqa: F821


# %% pos_weight multiplies the probability instead of the odds
def cost_threshold(cost_fp, cost_fn, pos_weight=1.0):
    return min(1.0, pos_weight * cost_fp / (cost_fp + cost_fn))


def cheapest_threshold(probs, labels, cost_fp, cost_fn):
    candidates = np.append(probs, 2.0)
    return min(candidates, key=lambda t: total_cost(t, probs, labels, cost_fp, cost_fn))  # noqa: F821


# %% the threshold that makes the fewest mistakes, whatever they cost
def cost_threshold(cost_fp, cost_fn, pos_weight=1.0):
    return pos_weight * cost_fp / (pos_weight * cost_fp + cost_fn)


def cheapest_threshold(probs, labels, cost_fp, cost_fn):
    candidates = np.append(probs, 2.0)
    return min(candidates, key=lambda t: total_cost(t, probs, labels, 1, 1))  # noqa: F821


# %% fools the visible tests: with any pos_weight one half is thought to be right
def cost_threshold(cost_fp, cost_fn, pos_weight=1.0):
    return cost_fp / (cost_fp + cost_fn) if pos_weight == 1 else 0.5


def cheapest_threshold(probs, labels, cost_fp, cost_fn):
    candidates = np.append(probs, 2.0)
    return min(candidates, key=lambda t: total_cost(t, probs, labels, cost_fp, cost_fn))  # noqa: F821


# %% fools the visible tests: a coarse grid of thresholds
def cost_threshold(cost_fp, cost_fn, pos_weight=1.0):
    return pos_weight * cost_fp / (pos_weight * cost_fp + cost_fn)


def cheapest_threshold(probs, labels, cost_fp, cost_fn):
    candidates = np.linspace(0, 1.1, 111)
    return min(candidates, key=lambda t: total_cost(t, probs, labels, cost_fp, cost_fn))  # noqa: F821


# %% fools the visible tests: the alarm has to ring at least once
def cost_threshold(cost_fp, cost_fn, pos_weight=1.0):
    return pos_weight * cost_fp / (pos_weight * cost_fp + cost_fn)


def cheapest_threshold(probs, labels, cost_fp, cost_fn):
    return min(probs, key=lambda t: total_cost(t, probs, labels, cost_fp, cost_fn))  # noqa: F821
