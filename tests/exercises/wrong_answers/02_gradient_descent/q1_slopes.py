# ruff: noqa: F811, F821
import numpy as np


# %% one look ahead, whose error is h
# says: Check the three weights
def edge_grad(land, x, eps):
    slopes = np.zeros(x.shape)
    for i in np.ndindex(x.shape):
        h = np.zeros(x.shape)
        h[i] = eps * max(1, x[i])
        slopes[i] = (height(land, x + h) - height(land, x)) / h[i]
    return slopes


# %% a look back, where the map has ended
# says: the map ends at 0
def edge_grad(land, x, eps):
    slopes = np.zeros(x.shape)
    for i in np.ndindex(x.shape):
        h = np.zeros(x.shape)
        h[i] = eps * max(1, x[i])
        slopes[i] = (height(land, x + h) - height(land, x - h)) / (2 * h[i])
    return slopes


# %% divided by h in place of 2 h
# says: Check the three weights and 2 h
def edge_grad(land, x, eps):
    slopes = np.zeros(x.shape)
    for i in np.ndindex(x.shape):
        h = np.zeros(x.shape)
        h[i] = eps * max(1, x[i])
        slopes[i] = (4 * height(land, x + h) - 3 * height(land, x) - height(land, x + 2 * h)) / h[i]
    return slopes


# %% all entries move at once
def edge_grad(land, x, eps):
    h = eps * np.maximum(1, x)
    return (4 * height(land, x + h) - 3 * height(land, x) - height(land, x + 2 * h)) / (2 * h)


# %% the entries that were moved stay moved
# says: from a fresh copy
def edge_grad(land, x, eps):
    slopes, moved = np.zeros(x.shape), x.astype(float)
    for i in np.ndindex(x.shape):
        h, heights = eps * max(1, x[i]), [height(land, moved)]
        for _ in range(2):
            moved[i] += h
            heights.append(height(land, moved))
        slopes[i] = (4 * heights[1] - 3 * heights[0] - heights[2]) / (2 * h)
    return slopes


# %% one slope in place of one for each entry
# says: one slope for each entry
def edge_grad(land, x, eps):
    return (4 * height(land, x + eps) - 3 * height(land, x) - height(land, x + 2 * eps)) / (2 * eps)


# %% one step for entries of every size
# says: Then the step was 0.1
def edge_grad(land, x, eps):
    slopes = np.zeros(x.shape)
    for i in np.ndindex(x.shape):
        h = np.zeros(x.shape)
        h[i] = eps
        slopes[i] = (4 * height(land, x + h) - 3 * height(land, x) - height(land, x + 2 * h)) / (2 * eps)
    return slopes


# %% copies of integers are integers, and the step is cut off
# says: What type has your copy
def edge_grad(land, x, eps):
    slopes = np.zeros(x.shape)
    for i in np.ndindex(x.shape):
        heights, h = [], eps * max(1, x[i])
        for k in range(3):
            moved = x.copy()
            moved[i] = x[i] + k * h
            heights.append(height(land, moved))
        slopes[i] = (4 * heights[1] - 3 * heights[0] - heights[2]) / (2 * h)
    return slopes


# %% the caller's array moves forth and back, but for a rounding
# says: changed an array
def edge_grad(land, x, eps):
    slopes = np.zeros(x.shape)
    for i in np.ndindex(x.shape):
        h, heights = eps * max(1, x[i]), [height(land, x)]
        for _ in range(2):
            x[i] += h
            heights.append(height(land, x))
        slopes[i] = (4 * heights[1] - 3 * heights[0] - heights[2]) / (2 * h)
        x[i] -= 1.9 * h
    return slopes


# %% the library does the work
# says: NumPy alone
def edge_grad(land, x, eps):
    from course_lib.gradcheck import numerical_gradient

    return numerical_gradient(lambda place: height(land, np.abs(place)), x, eps)


# %% the step where both errors are equally large
# says: Where both errors are equal
def best_step(F, M, u):
    return np.cbrt(12 * u * F / M)


# %% the best step of central differences
# says: is 0 at the best h
def best_step(F, M, u):
    return np.cbrt(3 * u * F / M)


# %% fools the visible tests: the best step fits landscapes with 3 F = 4 M only
def best_step(F, M, u):
    return np.cbrt(8 * u)
