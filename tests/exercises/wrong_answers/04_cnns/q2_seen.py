# ruff: noqa: F811
import numpy as np


def looked(side, layers, place, cut=True, dilated=True, every=True):
    sides = [side]
    for k, s, p, d in layers:
        sides.append((sides[-1] + 2 * p - d * (k - 1) - 1) // s + 1)
    seen = {place}
    for (k, s, p, d), n in zip(layers[::-1], sides[-2::-1], strict=True):
        seen = {q * s - p + (d if dilated else 1) * a for q in seen for a in range(k)}
        if cut:
            seen = {q for q in seen if 0 <= q < n}
    return np.array(sorted(q for q in seen if not every or 0 <= q < side))


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
