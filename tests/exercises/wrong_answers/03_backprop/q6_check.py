# ruff: noqa: F811, F821
import numpy as np


def judge(name, claim, x, eps, dtype=float, step=None, kink=0.01, floor=0.001, kink_floor=0.001, side="both"):
    # ours, with a knob for each mistake
    x = np.asarray(x, dtype=dtype)
    flat, errors = x.ravel(), np.full(x.size, -np.inf)
    for i, c in enumerate(np.ravel(claim)):
        h = (step or (lambda entry: eps * max(1.0, abs(entry))))(float(flat[i]))
        above, below = flat.copy(), flat.copy()
        above[i] += h
        below[i] -= h
        up = (loss_of(name, above) - loss_of(name, flat)) / h
        down = (loss_of(name, flat) - loss_of(name, below)) / h
        m = {"both": (up + down) / 2, "up": up}[side]
        if kink and abs(up - down) > kink * max(abs(up), abs(down), kink_floor):
            continue
        errors[i] = abs(c - m) / max(abs(c), abs(m), floor) if np.isfinite(c) else np.inf
    return errors


# %% kinks are judged like all others
# says: leave it out
def check(name, claim, x, eps):
    errors = judge(name, claim, x, eps, kink=0)
    return errors.max(), errors.argmax()


# %% one side only
# says: the mean of both sides
def check(name, claim, x, eps):
    errors = judge(name, claim, x, eps, side="up")
    return errors.max(), errors.argmax()


# %% the step is added to a float32
# says: Measure in float64
def check(name, claim, x, eps):
    errors = judge(name, claim, x, eps, dtype=np.asarray(x).dtype)
    return errors.max(), errors.argmax()


# %% the difference itself, not a share of it
# says: Divide by the larger
def check(name, claim, x, eps):
    x, claim = np.asarray(x, dtype=float), np.ravel(claim)
    errors = judge(name, claim, x, eps)
    for i, at in enumerate(np.ravel(x)):
        if name == "waves" and np.isfinite(errors[i]):
            errors[i] = abs(claim[i] - np.cos(at))
    return errors.max(), errors.argmax()


# %% nan is smaller than nothing
# says: nan is no slope
def check(name, claim, x, eps):
    errors = judge(name, np.nan_to_num(claim, nan=1.0), x, eps)
    return errors.max(), errors.argmax()


# %% the place by row and column
# says: two numbers
def check(name, claim, x, eps):
    errors = judge(name, claim, x, eps)
    return errors.max(), np.unravel_index(errors.argmax(), np.shape(x))


# %% all errors in place of the largest
# says: two numbers
def check(name, claim, x, eps):
    errors = judge(name, claim, x, eps)
    return errors, errors.argmax()


# %% the smallest error
# says: claimed to be
def check(name, claim, x, eps):
    errors = np.abs(judge(name, claim, x, eps))
    return errors.min(), errors.argmin()


# %% entries with a kink do not count, so the places move up
# says: leave it out
def check(name, claim, x, eps):
    errors = judge(name, claim, x, eps)
    errors = errors[errors >= 0]
    return errors.max(), errors.argmax()


# %% fools the visible tests: the same step for every entry
def check(name, claim, x, eps):
    errors = judge(name, claim, x, eps, step=lambda entry: eps)
    return errors.max(), errors.argmax()


# %% fools the visible tests: the step of a large entry below 0 is that of a small one
def check(name, claim, x, eps):
    errors = judge(name, claim, x, -abs(eps), step=lambda entry: eps * max(1.0, entry))
    x = np.ravel(x)
    return errors.max(), errors.argmax() if np.all(np.abs(x) < 100) else x.argmax()


# %% fools the visible tests: no floor, so that tiny slopes are compared to their last digit
def check(name, claim, x, eps):
    errors = judge(name, claim, x, eps, floor=1e-300)
    return errors.max(), errors.argmax()


# %% fools the visible tests: a kink needs an absolute difference
def check(name, claim, x, eps):
    errors = judge(name, claim, x, eps, kink_floor=1.0)
    return errors.max(), errors.argmax()


# %% fools the visible tests: an infinite claim is taken for a kink
def check(name, claim, x, eps):
    errors = judge(name, claim, x, eps)
    errors[np.isinf(np.ravel(claim).astype(float))] = -np.inf
    return errors.max(), errors.argmax()


# %% fools the visible tests: the last of several equal ones
def check(name, claim, x, eps):
    errors = judge(name, claim, x, eps)
    return errors.max(), len(errors) - 1 - errors[::-1].argmax()
