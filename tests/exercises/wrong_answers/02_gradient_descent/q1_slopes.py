# ruff: noqa: F811, F821
import numpy as np


# %% a look to one side only
def central_grad(land, x, eps):
    slopes = np.zeros(x.shape)
    for i in np.ndindex(x.shape):
        ahead = x.astype(float)
        ahead[i] += eps * max(1, abs(x[i]))
        slopes[i] = (height(land, ahead) - height(land, x)) / (eps * max(1, abs(x[i])))
    return slopes


def best_step(F, M, u):
    return np.cbrt(3 * u * F / M)


# %% the distance between both places is taken for h
def central_grad(land, x, eps):
    slopes = np.zeros(x.shape)
    for i in np.ndindex(x.shape):
        h = np.zeros(x.shape)
        h[i] = eps * max(1, abs(x[i]))
        slopes[i] = (height(land, x + h) - height(land, x - h)) / h[i]
    return slopes


def best_step(F, M, u):
    return np.cbrt(3 * u * F / M)


# %% all entries move at once
def central_grad(land, x, eps):
    h = eps * np.maximum(1, np.abs(x))
    return (height(land, x + h) - height(land, x - h)) / (2 * h)


def best_step(F, M, u):
    return np.cbrt(3 * u * F / M)


# %% the entries that were moved stay moved
def central_grad(land, x, eps):
    slopes, ahead, behind = np.zeros(x.shape), x.astype(float), x.astype(float)
    for i in np.ndindex(x.shape):
        h = eps * max(1, abs(x[i]))
        ahead[i] += h
        behind[i] -= h
        slopes[i] = (height(land, ahead) - height(land, behind)) / (2 * h)
    return slopes


def best_step(F, M, u):
    return np.cbrt(3 * u * F / M)


# %% the step where both errors are equally large
def central_grad(land, x, eps):
    slopes = np.zeros(x.shape)
    for i in np.ndindex(x.shape):
        h = np.zeros(x.shape)
        h[i] = eps * max(1, abs(x[i]))
        slopes[i] = (height(land, x + h) - height(land, x - h)) / (2 * h[i])
    return slopes


def best_step(F, M, u):
    return np.cbrt(6 * u * F / M)


# %% fools the visible tests: one step for entries of every size
def central_grad(land, x, eps):
    slopes = np.zeros(x.shape)
    for i in np.ndindex(x.shape):
        h = np.zeros(x.shape)
        h[i] = eps
        slopes[i] = (height(land, x + h) - height(land, x - h)) / (2 * eps)
    return slopes


def best_step(F, M, u):
    return np.cbrt(3 * u * F / M)


# %% fools the visible tests: copies of integers are integers, and the step is cut off
def central_grad(land, x, eps):
    slopes = np.zeros(x.shape)
    for i in np.ndindex(x.shape):
        ahead, behind, h = x.copy(), x.copy(), eps * max(1, abs(x[i]))
        ahead[i], behind[i] = x[i] + h, x[i] - h
        slopes[i] = (height(land, ahead) - height(land, behind)) / (2 * h)
    return slopes


def best_step(F, M, u):
    return np.cbrt(3 * u * F / M)


# %% fools the visible tests: the caller's array moves forth and back, but for a rounding
def central_grad(land, x, eps):
    slopes = np.zeros(x.shape)
    for i in np.ndindex(x.shape):
        h = eps * max(1, abs(x[i]))
        x[i] += h
        above = height(land, x)
        x[i] -= 2 * h
        slopes[i] = (above - height(land, x)) / (2 * h)
        x[i] += h
    return slopes


def best_step(F, M, u):
    return np.cbrt(3 * u * F / M)


# %% fools the visible tests: the best step fits landscapes with M = 3 F only
def central_grad(land, x, eps):
    slopes = np.zeros(x.shape)
    for i in np.ndindex(x.shape):
        h = np.zeros(x.shape)
        h[i] = eps * max(1, abs(x[i]))
        slopes[i] = (height(land, x + h) - height(land, x - h)) / (2 * h[i])
    return slopes


def best_step(F, M, u):
    return np.cbrt(u)


# %% fools the visible tests: the library does the work
def central_grad(land, x, eps):
    from course_lib.gradcheck import numerical_gradient

    return numerical_gradient(lambda place: height(land, place), x, eps)


def best_step(F, M, u):
    return np.cbrt(3 * u * F / M)
