# ruff: noqa: F811
import numpy as np


def scored(weights, ids, **bug):
    t = np.arange(len(ids))
    same = ids[:, None] == ids
    right = np.zeros(same.shape, dtype=bool)
    right[:, 1:] = same[:, :-1]
    if bug.get("itself"):
        right = same & (t < t[:, None])
    if bug.get("before"):
        right[:, :-1], right[:, -1] = same[:, 1:], False
    if bug.get("wraps"):
        right = np.roll(same, 1, axis=1)
    right = np.tril(right, -1 if bug.get("strict") else 0)
    if bug.get("nearest"):
        right = right & (np.cumsum(right[:, ::-1], axis=1)[:, ::-1] == 1)
    n = right.sum(axis=1)
    seen = len(ids) if bug.get("all_places") else t + 1
    more = (weights * right).sum(axis=2) - (0 if bug.get("no_chance") else n / seen)
    if bug.get("everywhere"):
        return more.mean(axis=1)
    if bug.get("together"):
        return np.full(len(weights), more[:, n > 0].mean() if n.any() else 0)
    return more[:, n > 0].sum(axis=1) / max((n > 0).sum(), 1)


def copied(weights, ids, n_tokens, trust, **bug):
    p = weights @ np.eye(n_tokens)[ids]
    rest = (1 - trust) if bug.get("whole") else (1 - trust) / n_tokens
    p = p if bug.get("sure") else trust * p + rest
    t = np.arange(len(ids) - 1)
    said = p[:, t, ids[:-1]] if bug.get("now") else p[:, t, ids[1:]]
    if bug.get("mean"):
        return 1 / said.mean(axis=1)
    loss = -np.log(said).mean(axis=None if bug.get("together") else 1)
    if bug.get("loss"):
        return loss
    return np.exp(loss) + (np.zeros(len(weights)) if bug.get("together") else 0)


# %% chance is not taken away
# says: Chance was not taken away
def induction_scores(weights, ids):
    return scored(weights, ids, no_chance=True)


# %% the earlier token itself
# says: Place 2 puts
def induction_scores(weights, ids):
    return scored(weights, ids, itself=True)


# %% in front of the earlier token
# says: Place 2 puts
def induction_scores(weights, ids):
    return scored(weights, ids, before=True)


# %% all places count
# says: do not count
def induction_scores(weights, ids):
    return scored(weights, ids, everywhere=True)


# %% chance among all places
# says: as 1 of 3 is right|Chance
def induction_scores(weights, ids):
    return scored(weights, ids, all_places=True)


# %% its own place is never right
# says: itself is right
def induction_scores(weights, ids):
    return scored(weights, ids, strict=True)


# %% the nearest of the right places alone
# says: both 1 and 2 are right
def induction_scores(weights, ids):
    return scored(weights, ids, nearest=True)


# %% one number for all heads
# says: Two heads
def induction_scores(weights, ids):
    return scored(weights, ids, together=True)


# %% nan if nothing comes again
# says: not nan
def induction_scores(weights, ids):
    if len(set(ids.tolist())) == len(ids):
        return np.full(len(weights), np.nan)
    return scored(weights, ids)


# %% fools the visible tests: what stands before the first token is the last one
def induction_scores(weights, ids):
    return scored(weights, ids, wraps=len(ids) > 4)


# %% the whole rest for every token
# says: divided by n_tokens
def copy_perplexity(*given):
    return copied(*given, whole=True)


# %% the head is sure
# says: One guess|nobody looks at one
def copy_perplexity(weights, ids, n_tokens, trust):
    with np.errstate(divide="ignore"):
        return copied(weights, ids, n_tokens, trust, sure=True)


# %% what is there, not what comes
# says: nobody looks at one
def copy_perplexity(*given):
    return copied(*given, now=True)


# %% the loss, not the perplexity
# says: One guess
def copy_perplexity(*given):
    return copied(*given, loss=True)


# %% the mean of the chances
# says: Three guesses
def copy_perplexity(*given):
    return copied(*given, mean=True)


# %% one number for all heads
# says: one perplexity each
def copy_perplexity(*given):
    return copied(*given, together=True)


# %% fools the visible tests: trusted at most so far
def copy_perplexity(weights, ids, n_tokens, trust):
    return copied(weights, ids, n_tokens, min(trust, 0.8))
