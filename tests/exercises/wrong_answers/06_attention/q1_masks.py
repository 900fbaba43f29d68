# ruff: noqa: F811
import numpy as np


def mask(lengths, given, n_places, **bug):
    at = np.arange(n_places)
    real, known = at < lengths[:, None], at < given[:, None]
    both = real[:, None] & real[:, :, None]
    if bug.get("one_side"):
        both = np.broadcast_to(real[:, None], both.shape)
    if bug.get("no_padding"):
        both = np.ones(both.shape, dtype=bool)
    shown = known[:, :, None] if bug.get("turned") else known[:, None]
    if bug.get("among"):
        shown = known[:, None] & known[:, :, None] & (at[:, None] > 0)
    if bug.get("nothing_given"):
        shown = np.zeros(shown.shape, dtype=bool)
    return both & (shown | np.tri(n_places, k=bug.get("k", 0), dtype=bool))


def soft(z):
    e = np.exp(z - z.max(axis=-1, keepdims=True))
    return e / e.sum(axis=-1, keepdims=True)


# %% the plain causal mask
# says: may see place 1 as well
def may_see(lengths, given, n_places):
    return mask(lengths, given, n_places, nothing_given=True)


# %% what was given sees everything
# says: place 0 may see place 1 as well
def may_see(lengths, given, n_places):
    return mask(lengths, given, n_places, turned=True)


# %% nobody sees itself
# says: itself and what came before
def may_see(lengths, given, n_places):
    return mask(lengths, given, n_places, k=-1)


# %% one place too far
# says: The row asks
def may_see(lengths, given, n_places):
    return mask(lengths, given, n_places, k=1)


# %% columns ask
# says: The row asks
def may_see(lengths, given, n_places):
    return mask(lengths, given, n_places).swapaxes(1, 2)


# %% padding looks
# says: it sees nothing
def may_see(lengths, given, n_places):
    return mask(lengths, given, n_places, one_side=True)


# %% padding is seen
# says: padding
def may_see(lengths, given, n_places):
    return mask(lengths, given, n_places, no_padding=True)


# %% True says what is hidden
# says: Nothing was given
def may_see(lengths, given, n_places):
    return ~mask(lengths, given, n_places)


# %% the length of the first text counts for all
# says: padding, seen by nobody
def may_see(lengths, given, n_places):
    return mask(0 * lengths + lengths[0], given, n_places)


# %% fools the visible tests: the first place does not see ahead in long texts
def may_see(lengths, given, n_places):
    return mask(lengths, given, n_places, among=n_places > 4)


# %% all is seen
# says: the rest of the row shares 1
def weights(scores, seen):
    return soft(scores)


# %% hidden after softmax
# says: hidden after softmax
def weights(scores, seen):
    return np.where(seen[:, None], soft(scores), 0)


# %% a row that sees nothing becomes nan
# says: neither nan
def weights(scores, seen):
    return soft(np.where(seen[:, None], scores, -np.inf))


# %% a row that sees nothing looks at all alike
# says: neither nan
def weights(scores, seen):
    return soft(np.where(seen[:, None], scores, -1e9))


# %% the mask multiplies
# says: nan
def weights(scores, seen):
    e = np.exp(scores) * seen[:, None]
    return e / np.maximum(e.sum(axis=-1, keepdims=True), 1e-300)


# %% the largest of all, hidden ones too
# says: Something infinite
def weights(scores, seen):
    scores = np.where(np.isnan(scores), -np.inf, scores)
    e = np.where(seen[:, None], np.exp(scores - scores.max(axis=-1, keepdims=True)), 0)
    return e / np.where(e.sum(axis=-1, keepdims=True) > 0, e.sum(axis=-1, keepdims=True), 1)


# %% exponents that overflow
# says: overflow
def weights(scores, seen):
    e = np.where(seen[:, None], np.exp(scores), 0)
    return e / np.where(e.sum(axis=-1, keepdims=True) > 0, e.sum(axis=-1, keepdims=True), 1)


# %% along the columns
# says: Each row by itself
def weights(scores, seen):
    return soft(np.where(seen[:, None], scores, -1e9).swapaxes(2, 3)).swapaxes(2, 3)


# %% the first text's mask for all
# says: its own mask
def weights(scores, seen):
    z = np.where(seen[:1, None], scores, -np.inf)
    top = np.where(seen[:1, None].any(axis=-1, keepdims=True), z.max(axis=-1, keepdims=True), 0)
    e = np.exp(z - top)
    return e / np.maximum(e.sum(axis=-1, keepdims=True), 1)


# %% fools the visible tests: a hidden score is taken for seen if it is a number
def weights(scores, seen):
    seen = np.broadcast_to(seen[:, None], scores.shape) | (scores > 5e5) & (scores < 2e6)
    z = np.where(seen, scores, -np.inf)
    top = np.where(seen.any(axis=-1, keepdims=True), z.max(axis=-1, keepdims=True), 0)
    e = np.exp(z - top)
    return e / np.maximum(e.sum(axis=-1, keepdims=True), 1)
