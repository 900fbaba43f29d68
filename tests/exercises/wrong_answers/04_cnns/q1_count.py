# ruff: noqa: F811
import numpy as np


def counted(channels, side, layers, grouped=True, per_filter=1, norm=2, rest=0, seen=True):
    """count_up, with one thing or another wrong."""
    rows = []
    for kind, *numbers in layers:
        learned = products = 0
        if kind == "conv":
            filters, k, stride, padding, groups = numbers
            side = (side + 2 * padding - k) // stride + 1
            weights = filters * channels // (groups if grouped else 1) * k * k
            channels, learned, products = filters, weights + filters * per_filter, weights * side * side
        elif kind == "norm":
            learned = norm * channels
        elif kind == "pool":
            side = (side + rest) // numbers[0]
        else:
            products = numbers[0] * channels * (side * side if seen else 1)
            channels, side, learned = numbers[0], 1, products + numbers[0] * per_filter
        rows.append([channels, side, learned, products])
    return rows


# %% groups are forgotten
# says: In three groups
def count_up(channels, side, layers):
    return counted(channels, side, layers, grouped=False)


# %% no biases
# says: a bias each
def count_up(channels, side, layers):
    return counted(channels, side, layers, per_filter=0)


# %% normalization learns mean and variance too
# says: A scale and a shift
def count_up(channels, side, layers):
    return counted(channels, side, layers, norm=4)


# %% pooling keeps the rest
# says: fourth number is dropped
def count_up(channels, side, layers):
    return counted(channels, side, layers, rest=2)


# %% a dense layer sees one number of each map
# says: every number that arrives
def count_up(channels, side, layers):
    return counted(channels, side, layers, seen=False)


# %% every filter is one channel deep
# says: 3 channels deep
def count_up(channels, side, layers):
    rows = np.array(counted(channels, side, layers))
    for row, layer, deep in zip(rows, layers, [channels, *rows[:-1, 0]], strict=True):
        if layer[0] == "conv":
            row[2:] = layer[1] * (layer[2] ** 2 + 1), row[3] * layer[5] // deep
    return rows


# %% fools the visible tests: every kernel is odd and every stride is at most 2
def count_up(channels, side, layers):
    layers = [
        (layer[0], layer[1], layer[2] | 1, *layer[3:]) if len(layer) == 6 else layer for layer in layers
    ]
    return counted(channels, side, layers)


def looked(side, layers, place, cut=True, dilated=True, every=True):
    """pixels_seen, with one thing or another wrong."""
    sides = [side]
    for k, s, p, d in layers:
        sides.append((sides[-1] + 2 * p - d * (k - 1) - 1) // s + 1)
    seen = {place}
    for (k, s, p, d), n in zip(layers[::-1], sides[-2::-1], strict=True):
        seen = {q * s - p + (d if dilated else 1) * a for q in seen for a in range(k)}
        if cut:
            seen = {q for q in seen if 0 <= q < n}
    seen = sorted(q for q in seen if not every or 0 <= q < side)
    return seen


# %% cut off at the picture alone
# says: beside a map has seen nothing
def pixels_seen(side, layers, place):
    return looked(side, layers, place, cut=False)


# %% padded zeros count as pixels
# says: padded zero, which is no pixel
def pixels_seen(side, layers, place):
    return looked(side, layers, place, cut=False, every=False)


# %% dilation is forgotten
# says: every third pixel
def pixels_seen(side, layers, place):
    return looked(side, layers, place, dilated=False)


# %% padding moves to the right
# says: One padded zero on the left
def pixels_seen(side, layers, place):
    return looked(side, [(k, s, -p if len(layers) == 1 and s > 1 else p, d) for k, s, p, d in layers], place)


# %% from the first to the last, with everything between
# says: every third pixel
def pixels_seen(side, layers, place):
    found = looked(side, layers, place)
    return list(range(found[0], found[-1] + 1))


# %% the layers in the wrong order
# says: beside a map|so pixel 0|Two layers
def pixels_seen(side, layers, place):
    return looked(side, layers[::-1], place)


# %% fools the visible tests: two layers at most
def pixels_seen(side, layers, place):
    return looked(side, layers[:2], place)
