# ruff: noqa: F811
import numpy as np


def followed(side, layers, pixel, dilated=True, padded=1, end=True, negative=False):
    reached = {pixel}
    for k, s, p, d in layers:
        side = (side + 2 * p - d * (k - 1) - 1) // s + 1
        d = d if dilated else 1
        places = range(-k * d if negative else 0, side if end else side + k * d)
        reached = {q for q in places if any(q * s - padded * p + d * a in reached for a in range(k))}
    return np.sort([*reached])


# %% dilation is forgotten
# says: place 3 at 3, 6 and 9
def numbers_reached(side, layers, pixel):
    return followed(side, layers, pixel, dilated=False)


# %% padding moves the windows to the right
# says: the windows begin at -1
def numbers_reached(side, layers, pixel):
    return followed(side, layers, pixel, padded=-1)


# %% padding is forgotten
# says: the windows begin at -1
def numbers_reached(side, layers, pixel):
    return followed(side, layers, pixel, padded=0)


# %% places beyond the end of the map
# says: There are 8 places
def numbers_reached(side, layers, pixel):
    return followed(side, layers, pixel, end=False)


# %% places before its beginning
# says: there is no place -1
def numbers_reached(side, layers, pixel):
    return followed(side, layers, pixel, negative=True)


# %% a negative place counts from the end, as an index of Python does
# says: none from the other end
def numbers_reached(side, layers, pixel):
    reached = {pixel}
    for k, s, p, d in layers:
        side = (side + 2 * p - d * (k - 1) - 1) // s + 1
        reached = {(x + p - d * a) // s % side for x in reached for a in range(k) if (x + p - d * a) % s == 0}
    return np.sort([*reached])


# %% the stride divides, and a rest is rounded away
# says: the stride 2
def numbers_reached(side, layers, pixel):
    reached = {pixel}
    for k, s, p, d in layers:
        side = (side + 2 * p - d * (k - 1) - 1) // s + 1
        found = {(x + p - d * a) // s for x in reached for a in range(k)}
        reached = {q for q in found if 0 <= q < side}
    return np.sort([*reached])


# %% from the first to the last, with everything between
# says: place 3 at 3, 6 and 9
def numbers_reached(side, layers, pixel):
    found = followed(side, layers, pixel)
    return np.arange(found[0], found[-1] + 1) if len(found) else found


# %% the layers in the wrong order
# says: lower map
def numbers_reached(side, layers, pixel):
    return followed(side, layers[::-1], pixel)


# %% which pixels a number has seen, in place of which numbers a pixel reaches
# says: Places 3, 4 and 5
def numbers_reached(side, layers, pixel):
    sides = [side]
    for k, s, p, d in layers:
        sides.append((sides[-1] + 2 * p - d * (k - 1) - 1) // s + 1)
    seen = {pixel}
    for (k, s, p, d), n in zip(layers[::-1], sides[-2::-1], strict=True):
        seen = {q * s - p + d * a for q in seen for a in range(k)}
        seen = {q for q in seen if 0 <= q < n}
    return sorted(seen)


# %% fools the visible tests: two layers at most
def numbers_reached(side, layers, pixel):
    return followed(side, layers[:2], pixel)
