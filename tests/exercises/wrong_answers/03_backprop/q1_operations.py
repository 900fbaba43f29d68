# ruff: noqa: F811
import math

import numpy as np


def root(a, b):
    # ours
    unit = max(abs(a), abs(b)) or 1.0
    y = unit * ((a / unit) ** 4 + (b / unit) ** 4) ** 0.25
    return (y, (a / y) ** 3, (b / y) ** 3) if y else (0.0, 0.0, 0.0)


# %% the exponent is taken for a fixed number, so nobody blames it
# says: 8 log 2
def power(a, b):
    return a**b, b * a ** (b - 1), 0.0


# %% the power is forgotten when the exponent is differentiated
# says: write a\^b as exp
def power(a, b):
    return a**b, b * a ** (b - 1), np.log(a) if a > 0 else 0.0


# %% 0 times log 0
# says: nan or an error
def power(a, b):
    y = np.float64(a) ** b
    with np.errstate(all="ignore"):
        return y, b * np.float64(a) ** (b - 1), y * np.log(a)


# %% the exponent stays as it was
# says: b · a
def power(a, b):
    y = a**b
    return y, b * y, y * np.log(a) if a > 0 else 0.0


# %% the slopes come in the wrong order
# says: The slope by a
def power(a, b):
    y = a**b
    return y, y * np.log(a) if a > 0 else 0.0, b * a ** (b - 1)


# %% only the value
# says: one result, 3 results were expected
def power(a, b):
    return a**b


# %% fools the visible tests: at a base of 0 everything is 0
def power(a, b):
    if a == 0:
        return 0.0, 0.0, 0.0
    return a**b, b * a ** (b - 1), a**b * np.log(a)


# %% a small number is added so that the logarithm is finite
# says: 8 log 2
def power(a, b):
    y = a**b
    return y, b * a ** (b - 1), y * np.log(a + 1e-8)


# %% the logarithm of Python, which raises an error at 0
# says: math domain error.* nan or an error
def power(a, b):
    y = a**b
    return y, b * a ** (b - 1), y * math.log(a)


# %% fourth powers that are too large, with NumPy's numbers
# says: too large for float64
def length(a, b):
    y = np.sqrt(np.sqrt(np.float64(a) ** 4 + np.float64(b) ** 4))
    return (y, (a / y) ** 3, (b / y) ** 3) if y > 0 else (0.0, 0.0, 0.0)


# %% fourth powers that are too large, with Python's numbers
# says: OverflowError.* too large for float64
def length(a, b):
    y = (a**4 + b**4) ** 0.25
    return (y, (a / y) ** 3, (b / y) ** 3) if y > 0 else (0.0, 0.0, 0.0)


# %% 0 is divided by 0, and Python raises an error
# says: ZeroDivisionError.* 0 was divided by 0
def length(a, b):
    unit = max(abs(a), abs(b))
    y = unit * ((a / unit) ** 4 + (b / unit) ** 4) ** 0.25
    return y, (a / y) ** 3, (b / y) ** 3


# %% 0 is divided by 0
# says: 0 was divided by 0
def length(a, b):
    y = np.hypot(a * a, b * b) ** 0.5
    with np.errstate(all="ignore"):
        return y, (np.float64(a) / y) ** 3, (np.float64(b) / y) ** 3


# %% the usual length
# says: 17, and then the fourth root
def length(a, b):
    y = np.hypot(a, b)
    return (y, a / y, b / y) if y > 0 else (0.0, 0.0, 0.0)


# %% the slope of the root alone
# says: the longer side counts
def length(a, b):
    y, _, _ = root(a, b)
    return (y, 0.25 / y**3, 0.25 / y**3) if y > 0 else (0.0, 0.0, 0.0)


# %% the slopes of the usual length
# says: the longer side counts
def length(a, b):
    y, by_a, by_b = root(a, b)
    return y, np.cbrt(by_a), np.cbrt(by_b)


# %% the slopes have lost their sign
# says: a side below 0
def length(a, b):
    return tuple(np.abs(root(a, b)))


# %% the sum of both sides
# says: then the fourth root
def length(a, b):
    return abs(a) + abs(b), np.sign(a), np.sign(b)


# %% fools the visible tests: a small number in the denominator
def length(a, b):
    y, _, _ = root(a, b)
    return y, (a / (y + 1e-12)) ** 3, (b / (y + 1e-12)) ** 3


# %% fools the visible tests: very short arrows are taken for none
def length(a, b):
    return root(a, b) if max(abs(a), abs(b)) > 1e-150 else (0.0, 0.0, 0.0)


# %% fools the visible tests: the longer side is taken out, but only where it is a long one
def length(a, b):
    unit = max(abs(a), abs(b), 1.0)
    y = unit * ((a / unit) ** 4 + (b / unit) ** 4) ** 0.25
    return (y, (a / y) ** 3, (b / y) ** 3) if y > 0 else (0.0, 0.0, 0.0)
