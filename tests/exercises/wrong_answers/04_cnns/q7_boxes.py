# ruff: noqa: F811
import numpy as np


def shared(a, b, cut=True):
    begin, end = np.maximum(a[:, None, :2], b[:, :2]), np.minimum(a[:, None, 2:], b[:, 2:])
    return np.prod(np.maximum(end - begin, 0) if cut else end - begin, axis=2)


def areas(a, b):
    area_a, area_b = (np.prod(boxes[:, 2:] - boxes[:, :2], axis=1) for boxes in (a, b))
    return area_a[:, None] * np.ones(len(b)), area_b * np.ones((len(a), 1))


def share(part, whole):
    return part / np.where(whole > 0, whole, 1)


def sifted(boxes, scores, limit, order=None, thrown=False, at_limit=False):
    shares, kept, gone = overlap(boxes, boxes), [], []
    for box in np.argsort(-scores, kind="stable") if order is None else order:
        near = shares[box, kept + (gone if thrown else [])]
        (kept if np.all(near < limit if at_limit else near <= limit) else gone).append(box)
    return kept


# %% what is shared counts twice
# says: counted twice
def overlap(a, b):
    return share(shared(a, b), sum(areas(a, b)))


# %% two negative sides make a positive area
# says: that end before they begin
def overlap(a, b):
    both = shared(a, b, cut=False)
    return share(both, sum(areas(a, b)) - both)


# %% divided by the smaller box
# says: 4 of 24|They share rows
def overlap(a, b):
    return share(shared(a, b), np.minimum(*areas(a, b)))


# %% divided by the larger box
# says: They share rows
def overlap(a, b):
    return share(shared(a, b), np.maximum(*areas(a, b)))


# %% 0 divided by 0
# says: not nan
def overlap(a, b):
    with np.errstate(invalid="ignore"):
        return shared(a, b) / (sum(areas(a, b)) - shared(a, b))


# %% box by box in place of all pairs
# says: a row for each box of a
def overlap(a, b):
    n = min(len(a), len(b))
    both = np.diag(shared(a[:n], b[:n]))
    return share(both, np.diag(sum(areas(a[:n], b[:n]))) - both)


# %% fools the visible tests: the pixel at the end belongs to the box, if it is a box of less than one
def overlap(a, b):
    a, b = np.round(a), np.round(b)
    return share(shared(a, b), sum(areas(a, b)) - shared(a, b))


# %% who was thrown away throws others away
# says: box 1 is gone
def keep(boxes, scores, limit):
    return sifted(boxes, scores, limit, thrown=True)


# %% in the order of the list
# says: Only the best one
def keep(boxes, scores, limit):
    return sifted(boxes, scores, limit, order=range(len(boxes)))


# %% the worst first
# says: Only the best one
def keep(boxes, scores, limit):
    return sifted(boxes, scores, limit, order=np.argsort(scores, kind="stable"))


# %% exactly the limit is too much
# says: not more than the limit
def keep(boxes, scores, limit):
    return sifted(boxes, scores, limit, at_limit=True)


# %% the numbers in growing order
# says: best first
def keep(boxes, scores, limit):
    return sorted(sifted(boxes, scores, limit))


# %% of equal scores the last comes first
# says: All scores are equal
def keep(boxes, scores, limit):
    return sifted(boxes, scores, limit, order=np.argsort(scores, kind="stable")[::-1])


# %% fools the visible tests: only the last one that stays is asked
def keep(boxes, scores, limit):
    kept = []
    for box in np.argsort(-scores, kind="stable"):
        if not kept or overlap(boxes[[box]], boxes[kept[-1:]])[0, 0] <= limit:
            kept.append(box)
    return kept


# %% fools the visible tests: scores are rounded to one digit before they are sorted as whole numbers
def keep(boxes, scores, limit):
    return sifted(
        boxes, np.trunc(10 * scores) if np.abs(scores).max(initial=0) < 1 else np.floor(scores), limit
    )
