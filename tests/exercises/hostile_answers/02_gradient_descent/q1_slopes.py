# ruff: noqa: F811
"""Answers that want the points without the work; each section replaces the answer cell."""

import numpy as np


# %% fools the visible tests: the visible results, written down
def central_grad(land, x, eps):
    return np.array({"cubes": [0.76, 3.01], "pairs": [[0.5, 1.0], [1.5, 0.75]]}[land])


def best_step(F, M, u):
    return 1e-4


# %% fools the visible tests: the derivatives are looked up, nothing is measured
def central_grad(land, x, eps):
    h = eps * np.maximum(1, np.abs(x))
    padded = np.concatenate([[0], np.ravel(x), [0]])
    slopes = {"cubes": 3 * x**2 + h**2, "waves": np.cos(x), "dunes": np.sinh(x) / np.cosh(x).sum()}
    return slopes.get(land, (padded[2:] + padded[:-2]).reshape(np.shape(x)))


def best_step(F, M, u):
    return np.cbrt(3 * u * F / M)


# %% fools the visible tests: a new landscape that is easy to measure
def height(land, x):
    return np.sum(x**3) if land == "cubes" else np.sum(np.ravel(x)[1:] * np.ravel(x)[:-1])


def central_grad(land, x, eps):
    slopes = np.zeros(x.shape)
    for i in np.ndindex(x.shape):
        h = np.zeros(x.shape)
        h[i] = eps * max(1, abs(x[i]))
        slopes[i] = (height(land, x + h) - height(land, x - h)) / (2 * h[i])
    return slopes


def best_step(F, M, u):
    return np.cbrt(3 * u * F / M)


# %% fools the visible tests: a library by a name that is put together
def central_grad(land, x, eps):
    module = __import__("importlib").import_module("course" + "_lib.grad" + "check")
    h = eps * np.maximum(1, np.abs(x))
    scaled = module.numerical_gradient(lambda s: height(land, x + s * h), np.zeros(x.shape), 1.0)
    return scaled / h


def best_step(F, M, u):
    return np.cbrt(3 * u * F / M)
