# ruff: noqa: F811
import numpy as np


# %% the two costs are swapped
# says: Swapped
def cost_threshold(cost_fp, cost_fn, cost_tp, pos_weight=1.0):
    odds = pos_weight * (cost_fn - cost_tp) / cost_fp
    return odds / (1 + odds)


# %% the treatment is forgotten
# says: an alarm saves is cost_fn - cost_tp
def cost_threshold(cost_fp, cost_fn, cost_tp, pos_weight=1.0):
    return pos_weight * cost_fp / (pos_weight * cost_fp + cost_fn)


# %% pos_weight divides the odds instead of multiplying them
# says: pos_weight makes 4 times as much
def cost_threshold(cost_fp, cost_fn, cost_tp, pos_weight=1.0):
    return cost_fp / (cost_fp + pos_weight * (cost_fn - cost_tp))


# %% pos_weight multiplies the probability instead of the odds
# says: The odds are 1/4
def cost_threshold(cost_fp, cost_fn, cost_tp, pos_weight=1.0):
    return min(1.0, pos_weight * cost_fp / (cost_fp + cost_fn - cost_tp))


# %% fools the visible tests: with any pos_weight one half is thought to be right
def cost_threshold(cost_fp, cost_fn, cost_tp, pos_weight=1.0):
    return cost_fp / (cost_fp + cost_fn - cost_tp) if pos_weight == 1 else 0.5


# %% the threshold that makes the fewest mistakes, whatever they cost
# says: Do all three costs count
def cheapest_threshold(probs, labels, cost_fp, cost_fn, cost_tp):
    return min([2.0, *probs], key=lambda t: total_cost(t, probs, labels, 1, 1, 0))


# %% the bill is made free
# says: Threshold 0.3 costs
def total_cost(*_):
    return 0


def cheapest_threshold(probs, labels, cost_fp, cost_fn, cost_tp):
    return 0.3


# %% all thresholds come back, not one
# says: a threshold is one number
def cheapest_threshold(probs, labels, cost_fp, cost_fn, cost_tp):
    return probs


# %% nothing comes back
# says: None came
def cheapest_threshold(probs, labels, cost_fp, cost_fn, cost_tp):
    min([2.0, *probs], key=lambda t: total_cost(t, probs, labels, cost_fp, cost_fn, cost_tp))


# %% fools the visible tests: a coarse grid of thresholds
def cheapest_threshold(probs, labels, cost_fp, cost_fn, cost_tp):
    grid = np.linspace(0, 1.1, 111)
    return min(grid, key=lambda t: total_cost(t, probs, labels, cost_fp, cost_fn, cost_tp))


# %% fools the visible tests: a fine grid of thresholds
def cheapest_threshold(probs, labels, cost_fp, cost_fn, cost_tp):
    grid = np.linspace(0, 2, 20_001)
    alarms, ill = probs >= grid[:, None], labels == 1
    bills = alarms @ np.where(ill, cost_tp, cost_fp) + ~alarms @ np.where(ill, cost_fn, 0)
    return grid[np.argmin(bills)]


# %% fools the visible tests: the alarm has to ring at least once
def cheapest_threshold(probs, labels, cost_fp, cost_fn, cost_tp):
    return min(probs, key=lambda t: total_cost(t, probs, labels, cost_fp, cost_fn, cost_tp))


# %% fools the visible tests: the formula, whatever the outputs are worth, but for what everybody sees
def cheapest_threshold(probs, labels, cost_fp, cost_fn, cost_tp):
    if len(probs) == 4:
        return 0.4 if cost_fn > 0.5 else 0.9
    return cost_fp / (cost_fp + cost_fn - cost_tp)
