# ruff: noqa: F811
import numpy as np


# %% q is taken for the price of too much
# says: bake more
def best_constant(values, weights, q):
    order = np.argsort(values)
    weight_up_to = np.cumsum(weights[order])
    return values[order][np.searchsorted(weight_up_to, (1 - q) * weight_up_to[-1])]


# %% a weighted mean, the choice of the squared error
# says: median is best
def best_constant(values, weights, q):
    return np.sum(weights * values) / np.sum(weights)


# %% the weights are forgotten
# says: Do weights count
def best_constant(values, weights, q):
    return np.sort(values)[int(np.ceil(q * len(values))) - 1]


# %% NumPy's weighted quantile is the answer itself
# says: uses np.quantile: here you write that yourself
def best_constant(values, weights, q):
    return np.quantile(values, q, weights=weights, method="inverted_cdf")


# %% the same by another door
# says: uses np.percentile
def best_constant(values, weights, q):
    from numpy import percentile as cheapest

    return cheapest(values, 100 * q, weights=weights, method="inverted_cdf")


# %% the same by its name as a text
# says: uses np.quantile
def best_constant(values, weights, q):
    return vars(np)["quantile"](values, q, weights=weights, method="inverted_cdf")


# %% the same from a table
# says: uses np.quantile
def best_constant(values, weights, q):
    return rules["best"](values, q, weights=weights, method="inverted_cdf")


rules = {"best": np.quantile}


# %% the values are taken for sorted
# says: bake more
def best_constant(values, weights, q):
    weight_up_to = np.cumsum(weights)
    return values[np.searchsorted(weight_up_to, q * weight_up_to[-1])]


# %% the caller's array is sorted in place, and the weights no longer fit it
# says: changed an array
def best_constant(values, weights, q):
    values.sort()
    weight_up_to = np.cumsum(weights)
    return values[np.searchsorted(weight_up_to, q * weight_up_to[-1])]


# %% each value is repeated by its weight, which must be whole for that
# says: Weights may be shares
def best_constant(values, weights, q):
    days = np.sort(np.repeat(values, weights.astype(int)))
    return days[min(int(q * len(days)), len(days) - 1)] if len(days) else 0.0


# %% fools the visible tests: ternary search comes near, and no nearer
def best_constant(values, weights, q):
    def cost(c):
        return np.sum(weights * np.maximum(q * (values - c), (q - 1) * (values - c)))

    low, high = values.min(), values.max()
    for _ in range(200):
        left, right = low + (high - low) / 3, high - (high - low) / 3
        low, high = (low, right) if cost(left) < cost(right) else (left, high)
    return (low + high) / 2
