"""Right answers that look different from ours, one section a question: the tests have to accept them."""

import math

import numpy as np


# %% q1-count
def count_up(channels, side, layers):
    table = np.zeros((len(layers), 4), dtype=int)
    for row, layer in zip(table, layers, strict=True):
        match layer:
            case ("conv", f, k, s, p, g):
                side = math.floor((side + 2 * p - k) / s) + 1
                one_filter = k * k * (channels // g)
                row[2:] = f * (one_filter + 1), f * side * side * one_filter
                channels = f
            case ("norm",):
                row[2] = channels + channels
            case ("pool", k):
                side //= k
            case ("dense", m):
                arriving = channels * side**2
                row[2:] = m * (arriving + 1), m * arriving
                channels, side = m, 1
        row[:2] = channels, side
    learned_below = np.cumsum(table[:, 2]) - table[:, 2]
    table[:, 3] *= 2 + (learned_below > 0)
    return table


# %% q2-reached
def numbers_reached(side, layers, pixel):
    # a picture that is True at the pixel alone, and maps that are True where the window holds a True
    wrong = np.arange(side) == pixel
    for k, s, p, d in layers:
        wrong = np.pad(wrong, p)
        starts = range(0, len(wrong) - d * (k - 1), s)
        wrong = np.array([wrong[at : at + d * (k - 1) + 1 : d].any() for at in starts])
    return np.flatnonzero(wrong)


# %% q3-fold
def fold_norm(weight, bias, gamma, beta, mean, var, eps):
    filters, biases = np.zeros(weight.shape), []
    for f in range(len(weight)):
        stretch = gamma[f] / math.sqrt(var[f] + eps)
        filters[f] = stretch * weight[f]
        biases.append(stretch * bias[f] + beta[f] - stretch * mean[f])
    return [filters, biases]


def fold_pixels(weight, bias, mean, std):
    per_channel = weight.sum(axis=(2, 3))  # (F, C)
    return np.einsum("fcij,c->fcij", weight, 1 / std), bias - per_channel @ (mean / std)


# %% q4-wrap
def wrap_conv(x, weight):
    k, l = weight.shape[2:]
    wide = np.pad(x, ((0, 0), (0, 0), (0, k - 1), (0, l - 1)), mode="wrap")
    windows = np.lib.stride_tricks.sliding_window_view(wide, (k, l), axis=(2, 3))
    return np.einsum("ncijab,fcab->nfij", windows, weight)


def wrap_conv_backward(grad_output, x, weight):
    (height, width), (k, l) = x.shape[2:], weight.shape[2:]
    rows = (np.arange(height)[:, None] + np.arange(k)) % height  # (H, k)
    columns = (np.arange(width)[:, None] + np.arange(l)) % width  # (W, l)
    seen = x[:, :, rows[:, None, :, None], columns[None, :, None, :]]  # (N, C, H, W, k, l)
    by_weight = np.tensordot(grad_output, seen, axes=((0, 2, 3), (0, 2, 3)))
    by_seen = np.einsum("nfij,fcab->ncijab", grad_output, weight)
    by_x = np.zeros(x.shape)
    np.add.at(by_x, np.s_[:, :, rows[:, None, :, None], columns[None, :, None, :]], by_seen)
    return by_x, by_weight


# %% q5-top
def top_pool(x, size, k):
    N, C, H, W = x.shape
    out = np.zeros((N, C, H // size, W // size))
    for i in range(0, H, size):
        for j in range(0, W, size):
            numbers = x[:, :, i : i + size, j : j + size].reshape(N, C, -1)
            out[:, :, i // size, j // size] = np.sort(numbers)[:, :, ::-1][:, :, :k].sum(axis=2) / k
    return out


def top_pool_backward(grad_output, x, size, k):
    """One window after the other, each sorted by a key: a call for each number."""
    grad = np.zeros(x.shape)
    for n, c, i, j in np.ndindex(grad_output.shape):
        window = x[n, c, i * size : (i + 1) * size, j * size : (j + 1) * size].ravel()
        for place in sorted(range(len(window)), key=lambda p, window=window: (-window[p], p))[:k]:
            row, column = divmod(place, size)
            grad[n, c, i * size + row, j * size + column] = grad_output[n, c, i, j] / k
    return grad


# %% q6-filters
def train(images, labels, W, b, V, lr, n_steps):
    n_pictures, height, width = len(images), images.shape[1] - 2, images.shape[2] - 2
    patches = np.lib.stride_tricks.sliding_window_view(images, (3, 3), axis=(1, 2))
    patches = patches.reshape(n_pictures, height * width, 9)  # (N, P, 9)
    W, b, V = W.astype(float), b.astype(float), V.astype(float)
    for _ in range(n_steps):
        z = patches @ W.reshape(-1, 9).T + b  # (N, P, F)
        open_places = z > 0
        means = np.where(open_places, z, 0).sum(axis=1) / (height * width)
        probs = np.exp(means @ V.T - (means @ V.T).max(axis=1)[:, None])
        probs /= probs.sum(axis=1)[:, None]
        probs[np.arange(n_pictures), labels] -= 1
        delta = ((probs / n_pictures) @ V)[:, None] * open_places / (height * width)
        step_V = (probs / n_pictures).T @ means
        step_W = np.tensordot(delta, patches, axes=((0, 1), (0, 1)))  # (F, 9)
        W, b, V = W - lr * step_W.reshape(W.shape), b - lr * delta.sum(axis=(0, 1)), V - lr * step_V
    return [W, b, V]


# %% q7-boxes
def overlap(a, b):
    table = np.zeros((len(a), len(b)))
    for i, (top, left, bottom, right) in enumerate(a.tolist()):
        for j, (t, l, e, r) in enumerate(b.tolist()):
            height, width = min(bottom, e) - max(top, t), min(right, r) - max(left, l)
            if height > 0 and width > 0:
                both = height * width
                table[i, j] = both / ((bottom - top) * (right - left) + (e - t) * (r - l) - both)
    return table


def keep(boxes, scores, limit):
    left = sorted(range(len(boxes)), key=lambda box: (-scores[box], box))
    kept = []
    while left:
        best, *others = left
        kept.append(best)
        shares = overlap(boxes[[best]], boxes[others])[0] if others else []
        left = [box for box, share in zip(others, shares, strict=True) if not share > limit]
    return np.array(kept)


# %% q8-nearest
def closed(gap, way, norm):
    length = np.abs(way).sum() if norm == "largest" else math.sqrt(way @ way)
    return gap / length if length else math.inf


def nearest(scores, slopes, norm):
    best = int(np.argmax(scores))
    sizes = [closed(scores[best] - s, g - slopes[best], norm) for s, g in zip(scores, slopes, strict=True)]
    return sizes.index(min(sizes)), min(sizes)


def smallest_change(scores, slopes, norm):
    best, (target, _) = int(np.argmax(scores)), nearest(scores, slopes, norm)
    way, gap = slopes[target] - slopes[best], scores[best] - scores[target]
    if norm == "euclid":
        return gap * way / np.dot(way, way)
    return np.where(way > 0, 1, np.where(way < 0, -1, 0)) * gap / np.sum(np.abs(way))


# %% q9-grid
def grid_features(images, filters, grid):
    k = filters.shape[1]
    height, width = images.shape[1] - k + 1, images.shape[2] - k + 1
    answers = np.zeros((len(images), len(filters), height, width))
    for i in range(k):
        for j in range(k):
            piece = images[:, None, i : i + height, j : j + width]
            answers += piece * filters[None, :, i, j, None, None]
    rows = [i * height // grid for i in range(grid)]
    columns = [j * width // grid for j in range(grid)]
    answers = np.maximum.reduceat(np.maximum(answers, 0), rows, axis=2)
    return np.maximum.reduceat(answers, columns, axis=3)
