# ruff: noqa: F811
"""Answers that want the points without the work; each section replaces functions of the answer cell."""

import numpy as np


# %% fools the visible tests: the visible results, written down
def edge_grad(land, x, eps):
    told = {0.0: -0.02, 0.5: 0.73, 1.0: 2.98, 2.0: 11.92}
    cubes = np.reshape([told.get(entry, 0.0) for entry in x.ravel().tolist()], x.shape)
    return cubes if land == "cubes" else np.array([[0.5, 1.0], [1.5, 0.75]])


def best_step(F, M, u):
    return 2e-4 if u < 5e-12 else 4e-4


# %% fools the visible tests: the derivatives are looked up, nothing is measured
def edge_grad(land, x, eps):
    h = eps * np.maximum(1, x)
    padded = np.concatenate([[0], np.ravel(x), [0]])
    slopes = {"cubes": 3 * x**2 - 2 * h**2, "waves": np.cos(x), "dunes": np.sinh(x) / np.cosh(x).sum()}
    return slopes.get(land, (padded[2:] + padded[:-2]).reshape(np.shape(x)))


# %% fools the visible tests: a new landscape that is easy to measure
def height(land, x):
    return np.sum(x**3) if land == "cubes" else np.sum(np.ravel(x)[1:] * np.ravel(x)[:-1])


def edge_grad(land, x, eps):
    slopes = np.zeros(x.shape)
    for i in np.ndindex(x.shape):
        h = np.zeros(x.shape)
        h[i] = eps * max(1, x[i])
        slopes[i] = (4 * height(land, x + h) - 3 * height(land, x) - height(land, x + 2 * h)) / (2 * h[i])
    return slopes


# %% refused: a library by a name that is put together
def edge_grad(land, x, eps):
    module = __import__("importlib").import_module("course" + "_lib.grad" + "check")
    h = eps * np.maximum(1, x)

    def slope(k):
        return module.numerical_gradient(lambda s: height(land, x + (k + s) * h), np.zeros(x.shape), k)

    return (2 * slope(0.5) - slope(1.0)) / h
