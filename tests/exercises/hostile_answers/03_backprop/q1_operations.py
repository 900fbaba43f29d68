# ruff: noqa: F811
"""Answers that want the points without the work; each section replaces functions of the answer cell."""

import numpy as np

# %% fools the visible tests: the visible results, written down


def power(a, b):
    return (8, 12, 8 * np.log(2)) if a else (0, 0, 0)


def length(a, b):
    slopes = 8 / 17**0.75, -1 / 17**0.75
    y = 17**0.25
    return {0.0: (0, 0, 0), 2.0: (y, *slopes)}.get(a, (3e200 * y, slopes[0], -slopes[1]))


# %% refused: the engine does the work


def power(a, b):
    from course_lib.backprop import Value

    x, y = Value(a), Value(b)
    out = (x.log() * y).exp()
    out.backward()
    return out.data, x.grad, y.grad


def length(a, b):
    from course_lib.backprop import Value

    x, y = Value(a), Value(b)
    out = (x**4 + y**4) ** 0.25
    out.backward()
    return out.data, x.grad, y.grad


# %% refused: nan, which no comparison finds too large


def power(a, b):
    return np.nan, np.nan, np.nan


def length(a, b):
    return [np.nan] * 3


# %% fools the visible tests: both slopes are nudged by an imaginary step


def power(a, b):
    if a == 0:
        return 0.0, 1.0 if b == 1 else 0.0, 0.0
    return a**b, np.imag((a + 1e-30j) ** b) / 1e-30, np.imag(a ** (b + 1e-30j)) / 1e-30
