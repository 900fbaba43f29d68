# ruff: noqa: F811
import numpy as np


def counted(channels, side, layers, grouped=True, per_filter=1, norm=2, rest=0, seen=True, back=None):
    rows, ways = [], 2
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
        rows.append([channels, side, learned, products * (back or ways)])
        ways = 3 if learned else ways
    return rows


# %% the way forward alone
# says: and 25 back to the weights
def count_up(channels, side, layers):
    return counted(channels, side, layers, back=1)


# %% every layer sends blame down, the first one too
# says: Below lies the picture
def count_up(channels, side, layers):
    return counted(channels, side, layers, back=3)


# %% no layer sends blame down
# says: the filters below learn
def count_up(channels, side, layers):
    return counted(channels, side, layers, back=2)


# %% only the first layer of the list sends no blame down
# says: Pooling learns nothing
def count_up(channels, side, layers):
    rows = counted(channels, side, layers, back=1)
    return [[*row[:3], row[3] * (3 if n else 2)] for n, row in enumerate(rows)]


# %% only filters and units need blame
# says: The scale and the shift below
def count_up(channels, side, layers):
    rows, ways = counted(channels, side, layers, back=1), 2
    for row in rows:
        row[3] *= ways
        ways = 3 if row[3] else ways
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
