# ruff: noqa: F811
import numpy as np


def gridded(images, filters, grid, keep=np.max, cut=0, edges=None):
    windows = np.lib.stride_tricks.sliding_window_view(images, filters.shape[1:], axis=(1, 2))
    answers = np.maximum(np.einsum("nijab,fab->nfij", windows, filters), cut)
    edges = edges or (lambda n: np.arange(grid + 1) * n // grid)
    rows, columns = (edges(n) for n in answers.shape[2:])
    features = np.zeros((*answers.shape[:2], grid, grid))
    for i, j in np.ndindex(grid, grid):
        cell = answers[:, :, rows[i] : rows[i + 1], columns[j] : columns[j + 1]]
        features[:, :, i, j] = keep(cell, axis=(2, 3))
    return features


# %% the mean of each cell
# says: keeps its largest number
def grid_features(images, filters, grid):
    return gridded(images, filters, grid, keep=np.mean)


# %% nothing is cut off
# says: cut off, 0 is left
def grid_features(images, filters, grid):
    return gridded(images, filters, grid, cut=-np.inf)


# %% the kernel is flipped
# says: No flip
def grid_features(images, filters, grid):
    return gridded(images, filters[:, ::-1, ::-1], grid)


# %% all cells of the same size, the rest is dropped
# says: Four rows in three cells
def grid_features(images, filters, grid):
    return gridded(images, filters, grid, edges=lambda n: np.arange(grid + 1) * (n // grid))


# %% the rest goes to the first cells
# says: Four rows in three cells
def grid_features(images, filters, grid):
    return gridded(images, filters, grid, edges=lambda n: -(-np.arange(grid + 1) * n // grid))


# %% zeros around the picture
# says: No flip, no padding|came
def grid_features(images, filters, grid):
    k = filters.shape[1]
    wide = np.pad(images, ((0, 0), (k // 2, k // 2), (k // 2, k // 2)))
    return gridded(wide, filters, grid)


# %% cells first by column
# says: keeps its largest number
def grid_features(images, filters, grid):
    return gridded(images, filters, grid).swapaxes(2, 3)


# %% fools the visible tests: every map is a square
def grid_features(images, filters, grid):
    n = images.shape[1] - filters.shape[1] + 1
    return gridded(images, filters, grid, edges=lambda _: np.arange(grid + 1) * n // grid)
